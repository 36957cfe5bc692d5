//! The named tolerances for what identity providers really send.
//!
//! A name ends up in the activity entry, so that an admin sees what was bent. Strict mode turns
//! every one of them off.

mod notes;

pub(crate) use notes::Notes;

/// An array of exactly one value for a single-valued attribute: `"manager": [{"value": "7"}]`.
pub const ARRAY_FOR_SINGLE: &str = "array-for-single";
/// An object or text for a multi-valued attribute, where an array of one was meant.
pub const SINGLE_FOR_ARRAY: &str = "single-for-array";
/// A bare value for a complex attribute: `"manager": "7"` stands for `{"value": "7"}`.
pub const BARE_VALUE: &str = "bare-value";
/// `"True"`, `"true"`, `"False"` or `"false"` for a boolean.
pub const STRING_BOOLEAN: &str = "string-boolean";
/// `""` for an attribute that may be absent: it is unassigned.
pub const EMPTY_TEXT: &str = "empty-text";
/// `name.givenName`, `urn:…:User:department`, `emails[…].value` or `manager` as a key of a body,
/// where the schema has an object.
pub const QUALIFIED_KEY: &str = "qualified-key";
/// An attribute that no schema has: ignored.
pub const UNKNOWN_ATTRIBUTE: &str = "unknown-attribute";
/// A schema that the resource type doesn't have: ignored.
pub const UNKNOWN_SCHEMA: &str = "unknown-schema";
/// `schemas` is absent, or lacks the URN that it must have: inferred.
pub const MISSING_SCHEMAS: &str = "missing-schemas";
/// More than one value says that it is the primary one: the first keeps it.
pub const EXTRA_PRIMARY: &str = "extra-primary";
/// `Add`, `operations`, `OP`, `post`: keywords of PATCH and bulk requests in another case.
pub const KEYWORD_CASE: &str = "keyword-case";
/// `add` or `replace` on `emails[type eq "work"]` where no such value exists: it is made.
pub const CREATE_ON_NO_MATCH: &str = "create-on-no-match";
/// `remove` of a multi-valued attribute with values: only these are removed.
pub const REMOVE_LISTED: &str = "remove-listed";
/// A member's `type` or `$ref` that says something else than what the member is: its id counts.
pub const MEMBER_TYPE: &str = "member-type";
/// An id in `members` that is no user and no group of the account: left out.
pub const UNKNOWN_MEMBER: &str = "unknown-member";
/// A group that is to be a member of itself: left out. RFC 7643 §4.2 doesn't speak of it.
pub const OWN_MEMBER: &str = "own-member";
/// The resource's own id inside of a PATCH value: ignored.
pub const OWN_ID: &str = "own-id";
/// An attribute that only the server sets, inside of a PATCH value without a path: ignored.
pub const READ_ONLY_ATTRIBUTE: &str = "read-only-attribute";
/// The SCIM 1.1 body `{"members": [{"value": "u1", "operation": "delete"}]}`.
pub const SCIM_1_PATCH: &str = "scim-1-patch";
/// `"failOnErrors": 0` in a bulk request: no limit, as if it were absent.
pub const ZERO_FAIL_ON_ERRORS: &str = "zero-fail-on-errors";

/// No tolerance but a warning: `remove` of `members` without values empties the group
/// (RFC 7644 §3.5.2.2), which may not have been meant. Noted in strict mode too.
pub const REMOVE_ALL: &str = "remove-all";
/// No tolerance but a promise: a pushed password is dropped (R13). Noted in strict mode too.
pub const PASSWORD_DROPPED: &str = "password-dropped";

/// Which tolerances apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leniency {
    /// True turns all of them off.
    pub strict: bool,
}

impl Leniency {
    /// What a tenant starts with.
    pub const fn lenient() -> Self {
        Self { strict: false }
    }

    /// To the letter of RFC 7643 and RFC 7644.
    pub const fn strict() -> Self {
        Self { strict: true }
    }
}

/// A tolerance that was used, or something that was ignored: goes into the activity entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// One of the names above.
    pub tolerance: &'static str,
    /// What it was used on, e.g. the path of an attribute; never a value.
    pub subject: String,
}

#[cfg(test)]
mod tests;
