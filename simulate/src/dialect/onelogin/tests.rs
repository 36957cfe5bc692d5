use hyper::Method;
use serde_json::{Value, json};

use super::OneLogin;
use crate::client::Kind;
use crate::dialect::{Dialect, Form, Peer, Turnover, Update};
use crate::directory::{Directory, Person};
use crate::persona::Persona;

#[test]
fn the_template_has_string_booleans_empty_macros_and_its_own_schemas() {
    let person = Directory::new(Persona::OneLogin, 1, 1, 0).people.remove(0);
    let person = Person {
        title: None,
        active: false,
        ..person
    };
    let body = OneLogin.new_person(&person);
    assert_eq!(body["active"], json!("false"));
    assert_eq!(body["title"], json!(""));
    assert_eq!(body["schemas"][0], json!("urn:scim:schemas:core:2.0"));
}

#[test]
fn an_update_puts_the_whole_template() {
    let person = Directory::new(Persona::OneLogin, 1, 1, 0).people.remove(0);
    let update = Update {
        id: "7",
        person: &person,
        current: &json!({"x": 1}),
        changes: &[],
    };
    let [put] = OneLogin.update(update).try_into().unwrap();
    assert_eq!(
        (put.method, put.target.as_str()),
        (Method::PUT, "/Users/7?")
    );
    assert_eq!(put.body, Some(OneLogin.new_person(&person)));
}

#[test]
fn look_ups_have_plus_signs_and_end_in_an_ampersand() {
    let request = OneLogin.look_up(Kind::User, "userName", "x");
    assert_eq!(request.target, "/Users?filter=userName+eq+%22x%22&");
}

#[test]
fn members_leave_before_others_join() {
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
    let add = json!({"op": "add", "path": "members", "value": [{"value": "2"}]});
    let cases = [
        (
            Form::Everyday,
            json!({"op": "remove", "path": "members", "value": [{"value": "1"}]}),
        ),
        (
            Form::ByFilter,
            json!({"op": "remove", "path": "members[value eq \"1\"]"}),
        ),
    ];
    for (form, remove) in cases {
        let bodies = OneLogin.turnover(form, turnover).into_iter();
        let sent: Vec<Value> = bodies
            .map(|request| request.body.unwrap()["Operations"][0].take())
            .collect();
        assert_eq!(sent, [remove, add.clone()], "{form:?}");
    }
}
