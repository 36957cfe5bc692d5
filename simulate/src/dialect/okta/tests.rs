use hyper::Method;
use serde_json::{Value, json};

use super::Okta;
use crate::attribute::{Attribute, Change, difference};
use crate::client::{Kind, Request};
use crate::dialect::{Dialect, Form, Peer, Turnover, Update};
use crate::directory::{Directory, Person};
use crate::persona::Persona;

fn person() -> Person {
    Directory::new(Persona::OktaOin, 1, 1, 0).people.remove(0)
}

fn received() -> Value {
    json!({
        "id": "7", "meta": {"version": "W/\"1\""}, "groups": [{"value": "g"}],
        "name": {"familyName": "Old"}, "active": true, "unknown": [1],
    })
}

fn update(okta: Okta, changes: &[Change]) -> Vec<Request> {
    let update = Update {
        id: "7",
        person: &person(),
        current: &received(),
        changes,
    };
    okta.update(update)
}

fn renamed() -> Change {
    let to = Some(json!("New"));
    Change {
        attribute: Attribute::FamilyName,
        from: Some(json!("Old")),
        to,
    }
}

fn deactivated() -> Change {
    let (from, to) = (Some(json!(true)), Some(json!(false)));
    Change {
        attribute: Attribute::Active,
        from,
        to,
    }
}

#[test]
fn a_new_person_comes_with_a_placeholder_password_and_no_groups() {
    let person = person();
    let body = Okta::CATALOGUE.new_person(&person);
    assert_eq!(body["password"], json!(person.placeholder));
    assert_eq!(person.placeholder.len(), 8);
    assert_eq!(body["groups"], json!([]));
    assert_eq!(difference(&Okta::CATALOGUE.wanted(&person), &body), []);
}

#[test]
fn a_profile_is_put_back_as_it_was_received_but_for_the_change() {
    for okta in [Okta::CATALOGUE, Okta::WIZARD] {
        let mut expected = received();
        expected["name"]["familyName"] = json!("New");
        let requests = update(okta, &[renamed()]);
        let expected = Request::new(Method::PUT, "/Users/7".to_owned(), Some(expected));
        assert_eq!(requests, [expected], "{okta:?}");
    }
}

#[test]
fn activation_is_a_pathless_patch_in_the_catalogue_and_a_put_in_the_wizard() {
    let [patch] = update(Okta::CATALOGUE, &[deactivated()])
        .try_into()
        .unwrap();
    assert_eq!(patch.method, Method::PATCH);
    assert_eq!(
        patch.body.unwrap()["Operations"],
        json!([{"op": "replace", "value": {"active": false}}])
    );
    let [put] = update(Okta::WIZARD, &[deactivated()]).try_into().unwrap();
    assert_eq!(put.method, Method::PUT);
    assert_eq!(put.body.unwrap()["active"], json!(false));
}

#[test]
fn a_profile_put_after_an_activation_does_not_take_it_back() {
    let [_, put] = update(Okta::CATALOGUE, &[renamed(), deactivated()])
        .try_into()
        .unwrap();
    assert_eq!(put.body.unwrap()["active"], json!(false));
}

#[test]
fn every_change_of_members_comes_with_a_rename_in_the_catalogue() {
    let peer = |id: &str| Peer {
        id: id.to_owned(),
        user_name: format!("{id}@example.com"),
    };
    let (leave, join) = ([peer("1")], [peer("2")]);
    let turnover = Turnover {
        group: "g",
        name: "G",
        leave: &leave,
        join: &join,
        after: &join,
    };
    let rename = json!([{"op": "replace", "value": {"id": "g", "displayName": "G"}}]);
    let member = json!({"value": "2", "display": "2@example.com"});
    let cases = [
        (
            Form::Everyday,
            json!([
                {"op": "remove", "path": "members[value eq \"1\"]"},
                {"op": "add", "path": "members", "value": [member]},
            ]),
        ),
        (
            Form::WholeList,
            json!([{"op": "replace", "path": "members", "value": [member]}]),
        ),
    ];
    for (form, operations) in cases {
        let bodies = Okta::CATALOGUE.turnover(form, turnover).into_iter();
        let sent: Vec<Value> = bodies
            .map(|request| request.body.unwrap()["Operations"].take())
            .collect();
        assert_eq!(sent, [rename.clone(), operations], "{form:?}");
    }
    let [put] = Okta::WIZARD
        .turnover(Form::WholeList, turnover)
        .try_into()
        .unwrap();
    let body = put.body.unwrap();
    assert_eq!(
        (&body["displayName"], &body["members"]),
        (&json!("G"), &json!([member]))
    );
}

#[test]
fn look_ups_are_paged() {
    let request = Okta::WIZARD.look_up(Kind::User, "userName", "a@x.com");
    let expected = "/Users?filter=userName%20eq%20%22a%40x.com%22&startIndex=1&count=100";
    assert_eq!(request.target, expected);
}
