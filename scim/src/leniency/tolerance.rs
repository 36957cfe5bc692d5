//! The names.
//!
//! Where a tolerance is used in a write, its name ends up in the activity entry, so that an admin
//! sees what was bent; reads leave no entry. `docs/reference/switches.md` lists the names for admins.

use std::fmt;

/// The name of something that is bent or ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tolerance(&'static str);

impl Tolerance {
    /// As it stands in an activity entry.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Tolerance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// A macro, so that no name can be missing in the list of all.
macro_rules! tolerances {
    ($($(#[$about:meta])* $constant:ident = $name:literal;)*) => {
        $($(#[$about])* pub const $constant: Tolerance = Tolerance($name);)*

        impl Tolerance {
            /// Every one that strict mode turns off.
            pub const ALL: &'static [Self] = &[$($constant),*];
        }
    };
}

tolerances! {
    /// An array of exactly one value for a single-valued attribute: `"manager": [{"value": "7"}]`.
    ARRAY_FOR_SINGLE = "array-for-single";
    /// An object or text for a multi-valued attribute, where an array of one was meant.
    SINGLE_FOR_ARRAY = "single-for-array";
    /// A bare value for a complex attribute: `"manager": "7"` stands for `{"value": "7"}`.
    BARE_VALUE = "bare-value";
    /// `"True"`, `"true"`, `"False"` or `"false"` for a boolean, in filters too.
    STRING_BOOLEAN = "string-boolean";
    /// `""` for an attribute that may be absent: it is unassigned. In strict mode it is a text like
    /// any other, and nothing but a text.
    EMPTY_TEXT = "empty-text";
    /// A date and time, a reference or base64 that is none: kept as it is.
    MALFORMED_VALUE = "malformed-value";
    /// `name.givenName`, `urn:…:User:department`, `emails[…].value` or `manager` as a key of a body,
    /// where the schema has an object.
    QUALIFIED_KEY = "qualified-key";
    /// An attribute that no schema has: ignored.
    UNKNOWN_ATTRIBUTE = "unknown-attribute";
    /// A schema that the resource type doesn't have: ignored.
    UNKNOWN_SCHEMA = "unknown-schema";
    /// `schemas` is absent, or lacks the URN that it must have: inferred.
    MISSING_SCHEMAS = "missing-schemas";
    /// More than one value says that it is the primary one: the first keeps it.
    EXTRA_PRIMARY = "extra-primary";
    /// `Add`, `operations`, `OP`, `post`, `TRUE`: keywords of messages and filters in another case.
    KEYWORD_CASE = "keyword-case";
    /// `add` or `replace` on `emails[type eq "work"]` where no such value exists: it is made.
    CREATE_ON_NO_MATCH = "create-on-no-match";
    /// `remove` of a multi-valued attribute with values: only these are removed.
    REMOVE_LISTED = "remove-listed";
    /// A member's `type` or `$ref` that says something else than what the member is: its id counts.
    MEMBER_TYPE = "member-type";
    /// An id in `members` that is no user and no group of the account: left out.
    UNKNOWN_MEMBER = "unknown-member";
    /// A group that is to be a member of itself: left out. RFC 7643 §4.2 doesn't speak of it.
    OWN_MEMBER = "own-member";
    /// The resource's own id inside of a PATCH value: ignored.
    OWN_ID = "own-id";
    /// An attribute that only the server sets, inside of a PATCH value without a path: ignored.
    READ_ONLY_ATTRIBUTE = "read-only-attribute";
    /// The SCIM 1.1 body `{"members": [{"value": "u1", "operation": "delete"}]}`.
    SCIM_1_PATCH = "scim-1-patch";
    /// `"failOnErrors": 0` in a bulk request: no limit, as if it were absent.
    ZERO_FAIL_ON_ERRORS = "zero-fail-on-errors";
    /// A path in a bulk request that is no path below the base URL, but a URL, say: RFC 7644 §3.7
    /// wants `/Users/{id}`.
    BULK_PATH = "bulk-path";
    /// `bulkId:…` in the path of an operation: RFC 7644 §3.7.2 has it in `data`.
    BULK_ID_IN_PATH = "bulk-id-in-path";
    /// A text without quotes behind `eq` in a filter.
    BARE_LITERAL = "bare-literal";
    /// A literal of another type than the attribute in a filter: `employeeNumber eq 7`.
    LITERAL_TYPE = "literal-type";
    /// A comparison behind a bracket in a filter: `emails[type eq "work"].value eq "a@x"`.
    BEHIND_BRACKET = "behind-bracket";
}

/// No tolerance but a warning: `remove` of `members` without values empties the group
/// (RFC 7644 §3.5.2.2), which may not have been meant. Noted in strict mode too.
pub const REMOVE_ALL: Tolerance = Tolerance("remove-all");
/// No tolerance but a caution: `active` that is null or empty stays what it was, and where it is
/// removed access does, because only a word of the directory's gives or takes it. Noted in strict
/// mode too.
pub const VALUE_KEPT: Tolerance = Tolerance("value-kept");
/// No tolerance but a promise: a pushed password is dropped (R13). Noted in strict mode too.
pub const PASSWORD_DROPPED: Tolerance = Tolerance("password-dropped");
