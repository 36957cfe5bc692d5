//! One attribute and its characteristics (RFC 7643 §2.2 and §7).

use serde_json::{Map, Value, json};

use super::characteristic::{Kind, Mutability, Returned, Uniqueness};

/// What a schema says of one name.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// In the case in which it is written.
    pub name: String,
    /// The type of its value, or of each of its values.
    pub kind: Kind,
    /// Whether the value is an array.
    pub multi_valued: bool,
    /// Whether a resource must have it.
    pub required: bool,
    /// Whether `A` and `a` are two values.
    pub case_exact: bool,
    /// Who may set it.
    pub mutability: Mutability,
    /// When it is answered.
    pub returned: Returned,
    /// Whether two resources may share a value.
    pub uniqueness: Uniqueness,
    /// One sentence for people.
    pub description: String,
    /// Suggested values, e.g. `work` and `home`; others are allowed.
    pub canonical_values: Vec<String>,
    /// What a reference may point to.
    pub reference_types: Vec<String>,
    /// The value after a POST or PUT that doesn't mention it (RFC 7644 §3.5.1); only of booleans.
    pub default: Option<bool>,
    /// Only if `kind` is `Complex`.
    pub sub_attributes: Vec<Attribute>,
}

impl Attribute {
    /// The sub-attribute of this name in any case.
    pub fn sub_attribute(&self, name: &str) -> Option<&Attribute> {
        named(&self.sub_attributes, name)
    }

    /// Whether it is a password, which is never kept (R13).
    pub(crate) fn is_password(&self) -> bool {
        self.returned == Returned::Never && self.name.eq_ignore_ascii_case("password")
    }

    /// Whether clients may write it and never read it. It must not be read by questions either, one
    /// letter after the other.
    pub(crate) fn is_secret(&self) -> bool {
        self.returned == Returned::Never || self.mutability == Mutability::WriteOnly
    }

    /// Whether a PUT that says nothing of it leaves it as it is, though PUT clears: what has a
    /// default keeps its last value, and what a client is not shown unasked it can't send back
    /// (RFC 7644 §3.5.1).
    pub(crate) fn outlasts_silence(&self) -> bool {
        self.default.is_some() || self.is_secret() || self.returned == Returned::Request
    }

    /// As an element of `attributes` in a schema. What has no meaning for the type is left out
    /// (RFC 7643 §2.3.2, §2.3.8).
    pub(super) fn to_json(&self) -> Value {
        let mut json = Map::new();
        let mut put = |name: &str, value: Value| json.insert(name.to_owned(), value);
        put("name", self.name.as_str().into());
        put("type", self.kind.as_str().into());
        put("multiValued", self.multi_valued.into());
        put("description", self.description.as_str().into());
        put("required", self.required.into());
        if !self.sub_attributes.is_empty() {
            let subs: Vec<Value> = self.sub_attributes.iter().map(Self::to_json).collect();
            put("subAttributes", subs.into());
        }
        if !self.canonical_values.is_empty() {
            put("canonicalValues", json!(self.canonical_values));
        }
        if !matches!(self.kind, Kind::Boolean | Kind::Complex) {
            put("caseExact", self.case_exact.into());
        }
        put("mutability", self.mutability.as_str().into());
        put("returned", self.returned.as_str().into());
        if self.kind != Kind::Boolean {
            put("uniqueness", self.uniqueness.as_str().into());
        }
        if !self.reference_types.is_empty() {
            put("referenceTypes", json!(self.reference_types));
        }
        Value::Object(json)
    }
}

/// The attribute of this name in any case (RFC 7643 §2.1).
pub(super) fn named<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a Attribute> {
    attributes
        .iter()
        .find(|attribute| attribute.name.eq_ignore_ascii_case(name))
}
