use serde_json::{Value, json};

use super::Strict;
use crate::attribute::{ENTERPRISE, difference};
use crate::dialect::{Dialect, Form, Peer, Turnover, Update};
use crate::directory::{Directory, Person};
use crate::persona::Persona;

fn person() -> Person {
    Person {
        office: Some("Room 101".to_owned()),
        mobile: None,
        title: Some("Teacher".to_owned()),
        ..Directory::new(Persona::Strict, 1, 1, 0).people.remove(0)
    }
}

fn operations(from: &Person, to: &Person) -> Value {
    let current = Strict.new_person(from);
    let changes = difference(&Strict.wanted(to), &current);
    let update = Update {
        id: "7",
        person: to,
        current: &current,
        changes: &changes,
    };
    let [patch] = Strict.update(update).try_into().unwrap();
    patch.body.unwrap()["Operations"].take()
}

#[test]
fn a_new_person_has_all_that_is_wanted_and_one_primary_address() {
    let person = person();
    let body = Strict.new_person(&person);
    assert_eq!(difference(&Strict.wanted(&person), &body), []);
    assert_eq!(
        body["emails"],
        json!([{ "value": person.email, "type": "work", "primary": true }])
    );
    assert!(body.get("phoneNumbers").is_none(), "{body}");
}

#[test]
fn each_change_has_a_path_that_selects_something() {
    let from = person();
    let to = Person {
        email: "other@example.com".to_owned(),
        mobile: Some("+44 7700 900999".to_owned()),
        office: None,
        title: None,
        department: "Sport".to_owned(),
        ..from.clone()
    };
    let department = format!("{ENTERPRISE}:department");
    let expected = json!([
        { "op": "remove", "path": "title" },
        { "op": "replace", "path": "emails[type eq \"work\"].value", "value": "other@example.com" },
        {
            "op": "add",
            "value": { "phoneNumbers": [{ "type": "mobile", "value": "+44 7700 900999" }] },
        },
        { "op": "remove", "path": "addresses[type eq \"work\"]" },
        { "op": "replace", "path": department, "value": "Sport" },
    ]);
    let from = Person {
        department: "Science".to_owned(),
        ..from
    };
    assert_eq!(operations(&from, &to), expected);
}

#[test]
fn members_are_named_with_their_type_and_removed_by_a_value_path() {
    let peer = |id: &str| Peer {
        id: id.to_owned(),
        user_name: String::new(),
    };
    let (leave, join) = ([peer("1")], [peer("2")]);
    let turnover = Turnover {
        group: "g",
        name: "G",
        leave: &leave,
        join: &join,
        after: &join,
    };
    let member = json!([{ "value": "2", "type": "User" }]);
    let remove = json!({ "op": "remove", "path": "members[value eq \"1\"]" });
    let add = json!({ "op": "add", "path": "members", "value": member });
    let whole = json!({ "op": "replace", "path": "members", "value": member });
    for (form, expected) in [
        (Form::Everyday, vec![json!([remove]), json!([add])]),
        (Form::OneRequest, vec![json!([remove, add])]),
        (Form::WholeList, vec![json!([whole])]),
    ] {
        let sent = Strict.turnover(form, turnover).into_iter();
        let sent: Vec<Value> = sent
            .map(|request| request.body.unwrap()["Operations"].take())
            .collect();
        assert_eq!(sent, expected, "{form:?}");
    }
}
