use serde_json::json;

use crate::{
    Leniency, Resource,
    patch::PatchRequest,
    projection::Projection,
    schema::{self, ResourceSchema, Returned, Schema},
    urn,
};

/// The User type, where `title`, `name.formatted`, `emails.display` and `department` are returned on
/// request.
fn schema() -> ResourceSchema {
    let mut schema = schema::user().clone();
    let on_request = ["title", "name.formatted", "emails.display", "department"];
    let change = |schema: &Schema| {
        let mut attributes = schema.attributes.clone();
        for attribute in &mut attributes {
            let name = attribute.name.clone();
            if on_request.contains(&name.as_str()) {
                attribute.returned = Returned::Request;
            }
            for sub in &mut attribute.sub_attributes {
                if on_request.contains(&format!("{name}.{}", sub.name).as_str()) {
                    sub.returned = Returned::Request;
                }
            }
        }
        Schema::new(&schema.id, &schema.name, &schema.description, attributes)
    };
    schema.core = change(&schema.core);
    for (extension, _) in &mut schema.extensions {
        *extension = change(extension);
    }
    schema
}

fn whole() -> serde_json::Value {
    json!({
        "schemas": [urn::USER],
        "userName": "ada",
        "title": "T",
        "name": { "formatted": "F", "givenName": "G" },
        "emails": [{ "value": "a@x", "display": "D" }],
        urn::ENTERPRISE_USER: { "department": "X" },
    })
}

/// Which of the four are in the answer.
fn shown(projection: &Projection) -> Vec<&'static str> {
    let mut object = whole().as_object().unwrap().clone();
    projection.apply(&mut object, &schema());
    let answer = serde_json::Value::Object(object);
    let enterprise = format!("/{}/department", urn::ENTERPRISE_USER);
    [
        ("title", "/title"),
        ("name.formatted", "/name/formatted"),
        ("emails.display", "/emails/0/display"),
        ("department", enterprise.as_str()),
    ]
    .into_iter()
    .filter(|(_, pointer)| answer.pointer(pointer).is_some())
    .map(|(name, _)| name)
    .collect()
}

#[test]
fn what_a_body_sets_is_answered_without_being_asked_for() {
    for (set, expected) in [
        (json!({}), vec![]),
        (json!({ "title": "T" }), vec!["title"]),
        (json!({ "name": { "givenName": "G" } }), vec![]),
        (
            json!({ "name": { "formatted": "F" } }),
            vec!["name.formatted"],
        ),
        (
            json!({ "emails": [{ "value": "b@x" }, { "value": "a@x", "display": "D" }] }),
            vec!["emails.display"],
        ),
        (
            json!({ urn::ENTERPRISE_USER: { "department": "X" } }),
            vec!["department"],
        ),
    ] {
        let mut body = json!({ "userName": "ada" });
        body.as_object_mut()
            .unwrap()
            .extend(set.as_object().unwrap().clone());
        let incoming = Resource::from_client(body, &schema(), Leniency::lenient()).unwrap();
        let projection = Projection::default().after(&incoming.resource, &schema());
        assert_eq!(shown(&projection), expected, "{set}");
        let asked = Projection::parse(Some("userName"), None).unwrap();
        let asked = asked.after(&incoming.resource, &schema());
        assert!(shown(&asked).is_empty(), "other attributes are asked for");
    }
}

#[test]
fn what_a_patch_sets_is_answered_without_being_asked_for() {
    for (operation, expected) in [
        (
            json!({ "op": "replace", "path": "title", "value": "T" }),
            vec!["title"],
        ),
        (json!({ "op": "remove", "path": "title" }), vec![]),
        (
            json!({ "op": "add", "path": "userType", "value": "T" }),
            vec![],
        ),
        (
            json!({ "op": "add", "path": "name.formatted", "value": "F" }),
            vec!["name.formatted"],
        ),
        (
            json!({ "op": "add", "value": { "name": { "formatted": "F" }, "title": "T" } }),
            vec!["title", "name.formatted"],
        ),
        (
            json!({ "op": "add", "path": format!("{}:department", urn::ENTERPRISE_USER), "value": "X" }),
            vec!["department"],
        ),
    ] {
        let body = json!({ "schemas": [urn::PATCH_OP], "Operations": [operation] });
        let request = PatchRequest::parse(body, "1", &schema(), Leniency::lenient()).unwrap();
        let projection = Projection::default().after_patch(&request, &schema());
        assert_eq!(shown(&projection), expected, "{operation}");
    }
}

#[test]
fn only_a_schema_that_withholds_something_needs_to_know() {
    let incoming = Resource::from_client(whole(), schema::user(), Leniency::lenient()).unwrap();
    let projection = Projection::default().after(&incoming.resource, schema::user());
    assert!(projection.written.is_empty());
    assert!(projection.is_whole(schema::user()));
    assert!(projection.is_whole(schema::group()));
    assert!(!projection.is_whole(&schema()));
}
