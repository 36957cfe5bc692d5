//! The examples of RFC 7644 §3.5.2.1 to §3.5.2.3, in both modes.

use super::*;

fn babs() -> Value {
    json!({
        "name": { "formatted": "Ms. Barbara J Jensen, III", "givenName": "Barbara" },
        "emails": [
            { "value": "bjensen@example.com", "type": "work", "primary": true },
            { "value": "babs@jensen.org", "type": "home" },
        ],
        "addresses": [
            { "type": "work", "streetAddress": "100 Universal City Plaza", "locality": "Hollywood" },
            { "type": "home", "streetAddress": "456 Hollywood Blvd" },
        ],
    })
}

/// [`babs`] with other attributes.
fn babs_with(attributes: Value) -> Value {
    let mut user = babs();
    let Value::Object(attributes) = attributes else {
        panic!("not an object")
    };
    user.as_object_mut().unwrap().extend(attributes);
    user
}

#[test]
fn examples_of_users() {
    let work = json!({
        "type": "work",
        "streetAddress": "911 Universal City Plaza",
        "locality": "Hollywood",
        "region": "CA",
        "postalCode": "91608",
        "country": "US",
        "formatted": "911 Universal City Plaza\nHollywood, CA 91608 US",
        "primary": true,
    });
    let home = babs()["addresses"][1].clone();
    let emails = json!([
        { "value": "bjensen@example.com", "type": "work", "primary": true },
        { "value": "babs@jensen.org", "type": "home" },
    ]);
    // Add without a path: what is there stays.
    becomes(
        json!({ "emails": [{ "value": "bjensen@example.com", "type": "work" }] }),
        json!([{ "op": "add", "value": {
            "emails": [{ "value": "babs@jensen.org", "type": "home" }],
            "nickName": "Babs",
        } }]),
        json!({
            "nickName": "Babs",
            "emails": [
                { "value": "bjensen@example.com", "type": "work" },
                { "value": "babs@jensen.org", "type": "home" },
            ],
        }),
    );
    // Remove of the values that a filter with two parts finds.
    becomes(
        babs(),
        json!([{ "op": "remove", "path": "emails[type eq \"work\" and value ew \"example.com\"]" }]),
        babs_with(json!({ "emails": [{ "value": "babs@jensen.org", "type": "home" }] })),
    );
    // Replace of one value of many: nothing of the old one stays.
    becomes(
        babs(),
        json!([{ "op": "replace", "path": "addresses[type eq \"work\"]", "value": work }]),
        babs_with(json!({ "addresses": [work, home] })),
    );
    // Replace of a part of one value: the other parts stay.
    becomes(
        babs(),
        json!([{ "op": "replace", "path": "addresses[type eq \"work\"].streetAddress",
                 "value": "1010 Broadway Ave" }]),
        babs_with(json!({ "addresses": [
            { "type": "work", "streetAddress": "1010 Broadway Ave", "locality": "Hollywood" },
            home,
        ] })),
    );
    // Replace without a path: each attribute named is replaced whole, the others stay.
    becomes(
        babs_with(json!({ "emails": [{ "value": "old@example.com", "type": "other" }] })),
        json!([{ "op": "replace", "value": { "emails": emails, "nickName": "Babs" } }]),
        babs_with(json!({ "emails": emails, "nickName": "Babs" })),
    );
}

#[test]
fn examples_of_groups() {
    let babs = json!({
        "display": "Babs Jensen",
        "$ref": "https://example.com/v2/Users/2819c223",
        "value": "2819c223",
    });
    let james = json!({
        "display": "James Smith",
        "$ref": "https://example.com/v2/Users/08e1d05d",
        "value": "08e1d05d",
    });
    let ids = |ids: &[&str]| ids.iter().copied().map(Member::from).collect::<Vec<_>>();
    let users = |users: &[&Value]| {
        let text = |user: &Value, name| user[name].as_str().unwrap().to_owned();
        let users = users.iter().map(|user| Member {
            id: text(user, "value"),
            said: Some(MemberType::User),
            display: Some(text(user, "display")),
        });
        users.collect::<Vec<_>>()
    };
    for (operations, changes) in [
        (
            json!([{ "op": "add", "path": "members", "value": [babs] }]),
            vec![MembersChange::Add(users(&[&babs]))],
        ),
        (
            json!([{ "op": "remove", "path": "members[value eq \"2819c223\"]" }]),
            vec![MembersChange::Remove(ids(&["2819c223"]))],
        ),
        (
            json!([{ "op": "remove", "path": "members" }]),
            vec![MembersChange::RemoveAll],
        ),
        (
            json!([
                { "op": "remove", "path": "members[value eq \"2819c223\"]" },
                { "op": "add", "path": "members", "value": [james] },
            ]),
            vec![
                MembersChange::Remove(ids(&["2819c223"])),
                MembersChange::Add(users(&[&james])),
            ],
        ),
        (
            json!([
                { "op": "remove", "path": "members" },
                { "op": "add", "path": "members", "value": [babs, james] },
            ]),
            vec![
                MembersChange::RemoveAll,
                MembersChange::Add(users(&[&babs, &james])),
            ],
        ),
        (
            json!([{ "op": "replace", "path": "members", "value": [babs, james] }]),
            vec![MembersChange::Replace(users(&[&babs, &james]))],
        ),
    ] {
        for leniency in [Leniency::lenient(), Leniency::strict()] {
            let body = message(operations.clone());
            let mut request = PatchRequest::parse(body, ID, schema::group(), leniency).unwrap();
            assert_eq!(request.take_members().unwrap(), changes, "{operations}");
        }
    }
}
