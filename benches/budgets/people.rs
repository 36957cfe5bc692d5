//! The people of a benchmark: each is made from a number.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::{Builder, Uuid, Variant, Version};

/// Newcomers, created over HTTP or beside the store's loading, are numbered from here.
pub(crate) const NEWCOMERS: u64 = 1_000_000_000;

/// Odd, and without a pattern: neighbours land far from each other.
pub(crate) const SPREADER: u64 = 0x9E37_79B9_7F4A_7C15;

/// When the first person came: people are older than whatever the daemon makes.
const BEGINNING: Duration = Duration::from_secs(1_750_000_000);

/// The id of a person's directory record: a `UUIDv7`, in the order of the numbers.
pub(crate) fn id(number: u64) -> Uuid {
    made(number, 1)
}

/// The id of the person as a member.
pub(crate) fn member_id(number: u64) -> Uuid {
    made(number, 2)
}

/// When a person came.
pub(crate) fn now(number: u64) -> Timestamp {
    let time = BEGINNING + Duration::from_millis(number);
    Timestamp::UNIX_EPOCH
        .checked_add(time)
        .unwrap_or(Timestamp::MAX)
}

/// The `userName`, which is the address too.
pub(crate) fn user_name(number: u64) -> String {
    format!("person-{number}@example.edu")
}

/// What a directory pushes for a person, all at once.
pub(crate) fn body(number: u64) -> Value {
    let user_name = user_name(number);
    json!({
        "schemas": [
            "urn:ietf:params:scim:schemas:core:2.0:User",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        ],
        "externalId": format!("7f3c0e52-{number:012}"),
        "userName": user_name,
        "displayName": format!("Robin Example {number}"),
        "name": {
            "givenName": "Robin",
            "familyName": format!("Example {number}"),
            "formatted": format!("Robin Example {number}"),
        },
        "title": "Teacher",
        "preferredLanguage": "en-GB",
        "emails": [{ "value": user_name, "type": "work", "primary": true }],
        "active": true,
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
            "employeeNumber": format!("E{number}"),
            "department": "Mathematics",
        },
    })
}

/// Spreads neighbouring numbers over `0..people`, the same way in every run.
pub(crate) fn scattered(number: u64, people: u64) -> u64 {
    number.wrapping_mul(SPREADER) % people
}

fn made(number: u64, kind: u8) -> Uuid {
    let millis = BEGINNING.as_secs() * 1_000 + number;
    let spread = u128::from(number.wrapping_mul(SPREADER)) << 8;
    Builder::from_u128(u128::from(millis) << 80 | spread | u128::from(kind))
        .with_version(Version::SortRand)
        .with_variant(Variant::RFC4122)
        .into_uuid()
}
