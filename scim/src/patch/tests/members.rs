use super::*;

fn group() -> Resource {
    let body = json!({ "schemas": [urn::GROUP], "displayName": "G", "externalId": "e" });
    Resource::from_client(body, schema::group(), Leniency::lenient())
        .unwrap()
        .resource
}

fn parse(body: Value, leniency: Leniency) -> Result<PatchRequest, ScimError> {
    PatchRequest::parse(body, "g1", schema::group(), leniency)
}

fn taken(operations: Value) -> Result<Vec<MembersChange>, ScimError> {
    parse(message(operations), Leniency::lenient())?.take_members()
}

fn ids(ids: &[&str]) -> Vec<Member> {
    ids.iter().copied().map(Member::from).collect()
}

#[test]
fn what_is_said_about_a_member_travels_with_its_id() {
    let said = |member: Value, leniency| {
        let add = message(json!([{ "op": "add", "path": "members", "value": [member] }]));
        let changes = parse(add, leniency)?.take_members()?;
        let [MembersChange::Add(members)] = changes.as_slice() else {
            panic!("{changes:?}")
        };
        Ok::<_, ScimError>(members[0].said)
    };
    let (user, group) = (Some(MemberType::User), Some(MemberType::Group));
    for (member, expected) in [
        (json!({ "value": "1" }), None),
        (json!({ "value": "1", "type": "group" }), group),
        (
            json!({ "value": "1", "$ref": "https://h/scim/v2/Users/1" }),
            user,
        ),
        (json!({ "value": "1", "$ref": "../Groups/1" }), group),
        (json!({ "value": "1", "$ref": "1", "type": "User" }), user),
    ] {
        for leniency in [Leniency::lenient(), Leniency::strict()] {
            assert_eq!(
                said(member.clone(), leniency).unwrap(),
                expected,
                "{member}"
            );
        }
    }
    for (member, expected) in [
        (json!({ "value": "1", "type": "Device" }), None),
        (
            json!({ "value": "1", "type": "User", "$ref": "https://h/Groups/1" }),
            user,
        ),
    ] {
        let lenient = said(member.clone(), Leniency::lenient());
        assert_eq!(lenient.unwrap(), expected, "{member}");
        let error = said(member, Leniency::strict()).unwrap_err();
        assert_eq!(error.scim_type, Some(ScimType::InvalidValue));
        assert!(error.detail.contains("members.type"), "{error}");
    }
}

#[test]
fn every_way_to_say_it() {
    for (operation, expected) in [
        (
            json!({ "op": "Add", "path": "members", "value": [{ "$ref": null, "value": "1" }, { "value": "2" }, { "value": "1" }] }),
            MembersChange::Add(ids(&["1", "2"])),
        ),
        (
            json!({ "op": "add", "path": "MEMBERS", "value": { "value": "1" } }),
            MembersChange::Add(ids(&["1"])),
        ),
        (
            json!({ "op": "add", "path": "members", "value": "1" }),
            MembersChange::Add(ids(&["1"])),
        ),
        (
            json!({ "op": "add", "path": "members", "value": ["1", "2"] }),
            MembersChange::Add(ids(&["1", "2"])),
        ),
        (
            json!({ "op": "add", "value": { "members": [{ "value": "1" }] } }),
            MembersChange::Add(ids(&["1"])),
        ),
        (
            json!({ "op": "replace", "value": { "members": [{ "value": "1" }] } }),
            MembersChange::Replace(ids(&["1"])),
        ),
        (
            json!({ "op": "replace", "path": format!("{}:members", urn::GROUP), "value": [{ "value": "1", "display": "x" }] }),
            MembersChange::Replace(vec![Member {
                display: Some("x".to_owned()),
                ..Member::from("1")
            }]),
        ),
        (
            json!({ "op": "replace", "path": "members", "value": [] }),
            MembersChange::Replace(ids(&[])),
        ),
        (
            json!({ "op": "Remove", "path": "members", "value": [{ "$ref": null, "value": "1" }] }),
            MembersChange::Remove(ids(&["1"])),
        ),
        (
            json!({ "op": "remove", "path": "members", "value": "1" }),
            MembersChange::Remove(ids(&["1"])),
        ),
        (
            json!({ "op": "remove", "path": "members", "value": [] }),
            MembersChange::Remove(ids(&[])),
        ),
        (
            // Nobody was named, and to empty a group by mistake is worse than to keep it.
            json!({ "op": "remove", "path": "members", "value": null }),
            MembersChange::Remove(ids(&[])),
        ),
        (
            json!({ "op": "remove", "path": "members[value eq \"1\"]" }),
            MembersChange::Remove(ids(&["1"])),
        ),
        (
            json!({ "op": "remove", "path": "members[Value Eq \"1\"]", "value": null }),
            MembersChange::Remove(ids(&["1"])),
        ),
        (
            json!({ "op": "remove", "path": "members[value eq \"1\" or value eq \"2\" or value eq \"1\"]" }),
            MembersChange::Remove(ids(&["1", "2"])),
        ),
        (
            json!({ "op": "remove", "path": "members" }),
            MembersChange::RemoveAll,
        ),
    ] {
        assert_eq!(
            taken(json!([operation])).unwrap(),
            [expected],
            "{operation}"
        );
    }
}

#[test]
fn other_filters_are_left_to_the_one_who_knows_the_members() {
    let path = "members[value sw \"1\" or value eq \"2\"]";
    let changes = taken(json!([{ "op": "remove", "path": path }])).unwrap();
    let [MembersChange::RemoveMatching(filter)] = changes.as_slice() else {
        panic!("{changes:?}")
    };
    let members = schema::group().attribute("members").unwrap();
    let hits = ["1", "2", "3"].map(|id| filter.matches_element(&json!({ "value": id }), members));
    assert_eq!(hits, [true, true, false]);
}

#[test]
fn the_order_is_kept_and_neighbours_become_one_step() {
    let changes = taken(json!([
        { "op": "add", "path": "members", "value": [{ "value": "1" }] },
        { "op": "replace", "path": "displayName", "value": "H" },
        { "op": "add", "path": "members", "value": [{ "value": "2" }] },
        { "op": "remove", "path": "members[value eq \"1\"]" },
        { "op": "remove", "path": "members", "value": [{ "value": "3" }] },
        { "op": "add", "path": "members", "value": [{ "value": "1" }] },
    ]));
    assert_eq!(
        changes.unwrap(),
        [
            MembersChange::Add(ids(&["1", "2"])),
            MembersChange::Remove(ids(&["1", "3"])),
            MembersChange::Add(ids(&["1"])),
        ]
    );
}

#[test]
fn the_rest_stays() {
    let body = message(json!([
        { "op": "replace", "value": { "members": [{ "value": "1" }], "displayName": "H" } },
        { "op": "replace", "path": "externalId", "value": "f" },
    ]));
    let mut request = parse(body, Leniency::lenient()).unwrap();
    assert_eq!(
        request.take_members().unwrap(),
        [MembersChange::Replace(ids(&["1"]))]
    );
    assert_eq!(request.take_members().unwrap(), []);
    let patched = request
        .apply(&group(), schema::group(), Leniency::lenient())
        .unwrap();
    assert_eq!(patched.resource.text("displayName"), Some("H"));
    assert_eq!(patched.resource.text("externalId"), Some("f"));
    assert!(!patched.resource.object().contains_key("members"));
}

#[test]
fn a_rename_leaves_the_members_alone() {
    for value in [
        json!({ "id": "g1", "displayName": "G2" }),
        json!({ "displayName": "G2", "members": null }),
    ] {
        assert_eq!(
            taken(json!([{ "op": "replace", "value": value }])).unwrap(),
            []
        );
    }
}

#[test]
fn emptying_a_group_is_noted() {
    let remove = message(json!([{ "op": "remove", "path": "members" }]));
    for leniency in [Leniency::lenient(), Leniency::strict()] {
        let request = parse(remove.clone(), leniency).unwrap();
        assert_eq!(tolerances(&request.notes), [leniency::REMOVE_ALL]);
    }
}

#[test]
fn remove_listed() {
    let remove =
        message(json!([{ "op": "remove", "path": "members", "value": [{ "value": "1" }] }]));
    let request = parse(remove.clone(), Leniency::lenient()).unwrap();
    assert_eq!(tolerances(&request.notes), [leniency::REMOVE_LISTED]);
    let error = parse(remove, Leniency::strict()).unwrap_err();
    assert!(error.detail.contains("members[value eq"), "{error}");
}

#[test]
fn a_member_without_an_id_is_refused() {
    for value in [
        json!([{ "value": "" }]),
        json!([{ "display": "x" }]),
        json!([{ "value": 7 }]),
        json!([""]),
        json!([[]]),
        json!([null]),
    ] {
        for op in ["add", "remove", "replace"] {
            let operation = json!({ "op": op, "path": "members", "value": value });
            let error = taken(json!([operation])).unwrap_err();
            assert_eq!(error.scim_type, Some(ScimType::InvalidValue), "{value}");
            assert!(error.detail.starts_with("Operations[0]"), "{error}");
        }
    }
}

#[test]
fn a_member_cannot_be_changed_in_place() {
    for (op, path) in [
        ("replace", "members.display"),
        ("add", "members[value eq \"1\"]"),
        ("remove", "members.display"),
    ] {
        let operation = json!({ "op": op, "path": path, "value": "x" });
        let error = taken(json!([operation])).unwrap_err();
        assert_eq!(error.scim_type, Some(ScimType::Mutability), "{path}");
    }
}

#[test]
fn whether_a_member_is_there_decides_why_it_is_not_changed_in_place() {
    let filter = crate::filter::parse("value eq \"1\"", Leniency::lenient()).unwrap();
    for path in ["members[value eq \"1\"].display", "members[value eq \"1\"]"] {
        let operation = json!({ "op": "replace", "path": path, "value": "x" });
        let changes = taken(json!([operation])).unwrap();
        assert_eq!(changes, [MembersChange::InPlace(filter.clone())], "{path}");
    }
    for (is_member, word) in [(true, ScimType::Mutability), (false, ScimType::NoTarget)] {
        assert_eq!(MembersChange::in_place(is_member).scim_type, Some(word));
    }
}

#[test]
fn scim_1_patch() {
    let body = json!({ "members": [
        { "value": "u1", "operation": "add" },
        { "value": "u2", "operation": "delete" },
        { "value": "u3" },
    ] });
    let mut request = parse(body.clone(), Leniency::lenient()).unwrap();
    assert!(tolerances(&request.notes).contains(&leniency::SCIM_1_PATCH));
    assert_eq!(
        request.take_members().unwrap(),
        [
            MembersChange::Add(ids(&["u1"])),
            MembersChange::Remove(ids(&["u2"])),
            MembersChange::Add(ids(&["u3"])),
        ]
    );
    assert!(parse(body, Leniency::strict()).is_err());

    let body = json!({
        "schemas": ["urn:scim:schemas:core:1.0"],
        "displayName": "H",
        "members": [{ "value": "u1" }],
    });
    let mut request = parse(body, Leniency::lenient()).unwrap();
    request.take_members().unwrap();
    let patched = request
        .apply(&group(), schema::group(), Leniency::lenient())
        .unwrap();
    assert_eq!(patched.resource.text("displayName"), Some("H"));
}

#[test]
fn ten_thousand_members_in_one_operation_or_in_one_each() {
    let members: Vec<Value> = (0..10_000)
        .map(|number| json!({ "value": format!("u{number}"), "$ref": null }))
        .collect();
    let one = json!([{ "op": "add", "path": "members", "value": members }]);
    let each: Vec<Value> = members
        .iter()
        .map(|member| json!({ "op": "add", "path": "members", "value": [member] }))
        .collect();
    for operations in [one, Value::from(each)] {
        let changes = taken(operations).unwrap();
        let [MembersChange::Add(ids)] = changes.as_slice() else {
            panic!("not one step")
        };
        assert_eq!(ids.len(), 10_000);
    }
}

#[test]
fn looking_through_all_members_again_and_again_is_refused() {
    let or = vec!["display co \"x\""; 37].join(" or ");
    let replace = json!({ "op": "replace", "path": "members", "value": [] });
    let add = json!({ "op": "add", "path": "members", "value": [{ "value": "1" }] });
    for operations in [
        vec![json!({ "op": "remove", "path": format!("members[{or}]") })],
        vec![vec![replace, add]; 11].concat(),
    ] {
        let error = taken(Value::from(operations)).unwrap_err();
        assert_eq!(error.scim_type, Some(ScimType::InvalidValue));
        assert!(error.detail.contains("too often"), "{error}");
    }
}
