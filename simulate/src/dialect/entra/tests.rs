use serde_json::{Value, json};

use super::Entra;
use crate::attribute::{Attribute, Change, ENTERPRISE, difference};
use crate::client::Kind;
use crate::dialect::{Dialect, Form, Peer, Turnover, Update};
use crate::directory::Directory;
use crate::persona::Persona;

fn change(attribute: Attribute, from: Option<&str>, to: Option<&str>) -> Change {
    let value = |text: &str| match text {
        "true" => json!(true),
        "false" => json!(false),
        text => json!(text),
    };
    Change {
        attribute,
        from: from.map(value),
        to: to.map(value),
    }
}

/// The operations of an update that makes `changes`.
fn operations(entra: Entra, changes: &[Change]) -> Value {
    let directory = Directory::new(Persona::Entra, 1, 1, 0);
    let [person] = directory.people.as_slice() else {
        panic!("one person")
    };
    let update = Update {
        id: "7",
        person,
        current: &json!({}),
        changes,
    };
    let requests = entra.update(update);
    let [request] = requests.as_slice() else {
        panic!("one request")
    };
    assert_eq!(
        request.name(),
        match entra.flag {
            None => "PATCH /Users/7".to_owned(),
            Some(flag) => format!("PATCH /Users/7?{flag}"),
        }
    );
    request.body.clone().unwrap()["Operations"].take()
}

#[test]
fn a_new_person_holds_everything_that_is_wanted() {
    let directory = Directory::new(Persona::Entra, 1, 30, 0);
    for person in &directory.people {
        let body = Entra::BY_DEFAULT.new_person(person);
        assert_eq!(difference(&Entra::BY_DEFAULT.wanted(person), &body), []);
        assert_eq!(body["roles"], json!([]));
        assert_eq!(body["meta"], json!({"resourceType": "User"}));
        assert_eq!(body["active"], json!(true));
        assert!(body.get("password").is_none());
    }
}

#[test]
fn by_default_each_attribute_is_an_operation_and_booleans_are_strings() {
    let changes = [
        change(
            Attribute::WorkEmail,
            Some("old@example.com"),
            Some("new@example.com"),
        ),
        change(Attribute::Department, None, Some("R&D")),
        change(Attribute::Mobile, Some("1"), None),
        change(Attribute::Active, Some("true"), Some("false")),
    ];
    let expected = json!([
        {"op": "Replace", "path": "emails[type eq \"work\"].value", "value": "new@example.com"},
        {"op": "Add", "path": format!("{ENTERPRISE}:department"), "value": "R&D"},
        {"op": "Remove", "path": "phoneNumbers[type eq \"mobile\"].value", "value": "1"},
        {"op": "Replace", "path": "active", "value": "False"},
    ]);
    assert_eq!(operations(Entra::BY_DEFAULT, &changes), expected);
}

#[test]
fn with_the_flag_simple_paths_share_one_replace_and_booleans_are_real() {
    let changes = [
        change(Attribute::DisplayName, Some("X"), Some("Y")),
        change(Attribute::GivenName, None, Some("A")),
        change(Attribute::EmployeeNumber, Some("6"), Some("7")),
        change(Attribute::Office, None, Some("Room 7")),
        change(Attribute::Title, Some("Teacher"), None),
        change(Attribute::Active, Some("true"), Some("false")),
    ];
    let employee_number = format!("{ENTERPRISE}:employeeNumber");
    let expected = json!([
        {"op": "replace", "value": {
            "displayName": "Y", "name.givenName": "A", employee_number: "7",
        }},
        {"op": "add", "path": "addresses[type eq \"work\"].formatted", "value": "Room 7"},
        {"op": "remove", "path": "title"},
        {"op": "replace", "path": "active", "value": false},
    ]);
    assert_eq!(operations(Entra::FLAGGED, &changes), expected);
}

#[test]
fn members_leave_by_value_or_by_filter() {
    let peer = |id: &str| Peer {
        id: id.to_owned(),
        user_name: String::new(),
    };
    let (leave, join) = ([peer("1"), peer("2")], [peer("3")]);
    let turnover = Turnover {
        group: "g",
        name: "G",
        leave: &leave,
        join: &join,
        after: &join,
    };
    let add = |op: &str| {
        json!({
            "op": op, "path": "members", "value": [{"$ref": null, "value": "3"}],
        })
    };
    let filtered =
        |id: &str| json!({"op": "remove", "path": format!("members[value eq \"{id}\"]")});
    let by_value = json!({
        "op": "Remove", "path": "members",
        "value": [{"$ref": null, "value": "1"}, {"$ref": null, "value": "2"}],
    });
    let whole = json!({"op": "replace", "path": "members", "value": [{"value": "3"}]});
    let cases = [
        (
            Entra::BY_DEFAULT,
            Form::Everyday,
            vec![vec![by_value], vec![add("Add")]],
        ),
        (
            Entra::BY_DEFAULT,
            Form::ByFilter,
            vec![vec![filtered("1")], vec![filtered("2")], vec![add("Add")]],
        ),
        (
            Entra::FLAGGED,
            Form::OneRequest,
            vec![vec![filtered("1"), filtered("2"), add("add")]],
        ),
        (Entra::FLAGGED, Form::WholeList, vec![vec![whole]]),
    ];
    for (entra, form, expected) in cases {
        let bodies: Vec<Value> = entra
            .turnover(form, turnover)
            .into_iter()
            .map(|request| request.body.unwrap()["Operations"].take())
            .collect();
        assert_eq!(json!(bodies), json!(expected), "{entra:?} {form:?}");
    }
}

#[test]
fn the_flag_is_on_every_request() {
    let entra = Entra::FLAGGED;
    let requests = [
        entra.look_up(Kind::Group, "displayName", "G"),
        entra.page(Kind::User, 1, 2),
        entra.create(Kind::User, json!({})),
        entra.about(hyper::Method::DELETE, Kind::Group, "1", None),
    ];
    for request in requests {
        assert!(
            request.target.contains("?aadOptscim062020"),
            "{}",
            request.target
        );
    }
}

#[test]
fn groups_are_looked_up_without_their_members() {
    let request = Entra::BY_DEFAULT.look_up(Kind::Group, "displayName", "G");
    let expected = "/Groups?excludedAttributes=members&filter=displayName%20eq%20%22G%22";
    assert_eq!(request.target, expected);
}
