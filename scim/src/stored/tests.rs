use super::*;
use crate::{Leniency, schema, urn};

const LOCATION: &str = "https://h/scim/v2/Users/\"7\"\\";

fn meta() -> Meta {
    Meta {
        resource_type: "User".to_owned(),
        created: "2026-11-23T10:00:00Z".parse().unwrap(),
        last_modified: "2026-11-23T10:00:00.123456789Z".parse().unwrap(),
        version: 3,
    }
}

fn resource() -> Resource {
    let body = json!({
        "schemas": [urn::USER],
        "externalId": "e",
        "userName": "\u{e9}\"}}",
        "active": true,
        "emails": [{ "value": "a@x", "primary": true }],
        urn::ENTERPRISE_USER: { "manager": { "value": "7" } },
    });
    Resource::from_client(body, schema::user(), Leniency::lenient())
        .unwrap()
        .resource
}

#[test]
fn meta_comes_last_and_has_no_location() {
    let stored = String::from_utf8(encode(&resource(), "7", &meta())).unwrap();
    assert!(stored.starts_with(&format!(
        r#"{{"schemas":["{}","{}"],"id":"7","externalId":"e","userName":"#,
        urn::USER,
        urn::ENTERPRISE_USER
    )));
    assert!(stored.ends_with(
        r#","meta":{"resourceType":"User","created":"2026-11-23T10:00:00.000Z","lastModified":"2026-11-23T10:00:00.123Z","version":"W/\"3\""}}"#
    ));
}

#[test]
fn an_answer_holds_all_attributes_and_the_location() {
    let resource = resource();
    let stored = encode(&resource, "7", &meta());
    let answer: Value =
        serde_json::from_slice(&render(&stored, EntityTag::new(3), LOCATION, None)).unwrap();
    assert_eq!(answer["id"], "7");
    assert_eq!(answer["meta"]["location"], LOCATION);
    assert_eq!(answer["meta"]["version"], "W/\"3\"");
    for (name, value) in resource.object() {
        assert_eq!(&answer[name], value, "{name}");
    }
    assert_eq!(
        answer,
        Value::Object(decode(&stored, LOCATION).unwrap()),
        "decoding says the same as rendering"
    );
}

#[test]
fn an_attribute_is_spliced_in_at_the_end() {
    let stored = encode(&resource(), "7", &meta());
    let groups = br#"[{"value":"g"}]"#;
    let answer = render(
        &stored,
        EntityTag::new(3),
        LOCATION,
        Some(("groups", groups)),
    );
    let answer: Value = serde_json::from_slice(&answer).unwrap();
    assert_eq!(answer["groups"], json!([{ "value": "g" }]));
    assert_eq!(answer["meta"]["location"], LOCATION);
    assert_eq!(
        render(
            &stored,
            EntityTag::new(3),
            LOCATION,
            Some(("groups", b"[]"))
        ),
        render(&stored, EntityTag::new(3), LOCATION, None)
    );
}

#[test]
fn the_tag_is_the_version_that_is_shown() {
    let stored = encode(&resource(), "7", &meta());
    let groups = br#"[{"value":"g"}]"#;
    let tag = EntityTag::beside(3, groups);
    let answer = render(&stored, tag, LOCATION, Some(("groups", groups)));
    let answer: Value = serde_json::from_slice(&answer).unwrap();
    assert_eq!(answer["meta"]["version"], tag.to_string());
    let mut decoded = decode(&stored, LOCATION).unwrap();
    assert_eq!(decoded["meta"]["version"], "W/\"3\"");
    set_tag(&mut decoded, tag);
    assert_eq!(decoded["meta"], answer["meta"]);
}

#[test]
fn the_head_of_a_stream_is_completed_by_an_array_and_a_brace() {
    let stored = encode(&resource(), "7", &meta());
    let mut answer = render_head(&stored, LOCATION, "members");
    answer.extend_from_slice(br#"[{"value":"u1"}]}"#);
    assert_eq!(
        answer,
        render(
            &stored,
            EntityTag::new(3),
            LOCATION,
            Some(("members", br#"[{"value":"u1"}]"#))
        )
    );
}

#[test]
fn a_resource_comes_back_as_it_was_stored() {
    let resource = resource();
    let stored = encode(&resource, "7", &meta());
    assert_eq!(Resource::from_stored(&stored).unwrap(), resource);
}

#[test]
fn a_broken_store_is_a_500_that_quotes_nothing() {
    for broken in [&b"{\"userName\":\"secret"[..], b"[]", b""] {
        for error in [
            decode(broken, LOCATION).unwrap_err(),
            Resource::from_stored(broken).unwrap_err(),
        ] {
            assert_eq!(error.status, 500);
            assert!(!error.detail.contains("secret"));
        }
    }
}
