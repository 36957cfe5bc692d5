//! The attributes of a schema document.

use serde_json::Value;

use super::{
    super::{Attribute, Kind, Mutability, Returned, Uniqueness},
    nothing_else,
    place::{Place, check_name, flag, refused, take_text, text, texts, word},
};
use crate::ScimError;

/// In one schema, sub-attributes too: each is looked at for every resource that has it.
const MOST_ATTRIBUTES: usize = 200;

const KINDS: [Kind; 8] = [
    Kind::String,
    Kind::Boolean,
    Kind::Decimal,
    Kind::Integer,
    Kind::DateTime,
    Kind::Reference,
    Kind::Binary,
    Kind::Complex,
];
const MUTABILITIES: [Mutability; 4] = [
    Mutability::ReadWrite,
    Mutability::ReadOnly,
    Mutability::Immutable,
    Mutability::WriteOnly,
];
const RETURNED: [Returned; 4] = [
    Returned::Default,
    Returned::Always,
    Returned::Never,
    Returned::Request,
];
const UNIQUENESS: [Uniqueness; 3] = [Uniqueness::None, Uniqueness::Server, Uniqueness::Global];

pub(super) fn attributes(value: Option<Value>, place: &Place) -> Result<Vec<Attribute>, ScimError> {
    let attributes = read(value, place, false)?;
    let number: usize = attributes
        .iter()
        .map(|attribute| 1 + attribute.sub_attributes.len())
        .sum();
    if number > MOST_ATTRIBUTES {
        return Err(refused(
            place,
            "a schema has 200 attributes at most, sub-attributes counted: split it into several",
        ));
    }
    Ok(attributes)
}

fn read(value: Option<Value>, place: &Place, below: bool) -> Result<Vec<Attribute>, ScimError> {
    let elements = match value {
        Some(Value::Array(elements)) if !elements.is_empty() => elements,
        _ => {
            return Err(refused(
                place,
                "this must be an array of at least one attribute",
            ));
        }
    };
    let mut attributes: Vec<Attribute> = Vec::new();
    for (position, element) in elements.into_iter().enumerate() {
        let place = place.at(position);
        let attribute = attribute(element, &place, below)?;
        let twice = attributes
            .iter()
            .any(|other| other.name.eq_ignore_ascii_case(&attribute.name));
        if twice {
            return Err(refused(
                &place.at("name"),
                "another attribute has this name already; case makes no difference",
            ));
        }
        attributes.push(attribute);
    }
    Ok(attributes)
}

fn attribute(value: Value, place: &Place, below: bool) -> Result<Attribute, ScimError> {
    let Value::Object(mut object) = value else {
        return Err(refused(place, "an attribute must be an object"));
    };
    let name = take_text(&mut object, "name", place)?;
    // The `$` is the standard's own, for the URL of what a value names (RFC 7643 §2.4).
    if !below || name != "$ref" {
        check_name(&place.at("name"), &name)?;
    }
    let kind = word(&mut object, "type", place, &KINDS, Kind::as_str)?.unwrap_or(Kind::String);
    let sub_attributes = match (kind, object.shift_remove("subAttributes")) {
        (Kind::Complex, _) if below => {
            return Err(refused(
                &place.at("type"),
                "a sub-attribute can't be complex itself (RFC 7643 section 2.3.8)",
            ));
        }
        (Kind::Complex, subs) => read(subs, &place.at("subAttributes"), true)?,
        (_, None | Some(Value::Null)) => Vec::new(),
        (_, Some(Value::Array(subs))) if subs.is_empty() => Vec::new(),
        (_, Some(_)) => {
            return Err(refused(
                &place.at("subAttributes"),
                "only an attribute of the type complex has sub-attributes",
            ));
        }
    };
    let description = text(&mut object, "description", place)?.unwrap_or_else(|| name.clone());
    let attribute = Attribute {
        kind,
        multi_valued: flag(&mut object, "multiValued", place)?.unwrap_or(false),
        required: flag(&mut object, "required", place)?.unwrap_or(false),
        case_exact: flag(&mut object, "caseExact", place)?.unwrap_or(false),
        mutability: word(
            &mut object,
            "mutability",
            place,
            &MUTABILITIES,
            Mutability::as_str,
        )?
        .unwrap_or(Mutability::ReadWrite),
        returned: word(&mut object, "returned", place, &RETURNED, Returned::as_str)?
            .unwrap_or(Returned::Default),
        uniqueness: word(
            &mut object,
            "uniqueness",
            place,
            &UNIQUENESS,
            Uniqueness::as_str,
        )?
        .unwrap_or(Uniqueness::None),
        canonical_values: texts(&mut object, "canonicalValues", place)?,
        reference_types: texts(&mut object, "referenceTypes", place)?,
        default: None,
        sub_attributes,
        description,
        name,
    };
    nothing_else(&object, place, &[])?;
    check(&attribute, place, below)?;
    Ok(attribute)
}

/// What each word allows, but not together.
fn check(attribute: &Attribute, place: &Place, below: bool) -> Result<(), ScimError> {
    if attribute.required && attribute.mutability == Mutability::ReadOnly {
        return Err(refused(
            &place.at("required"),
            "nobody could send what is required here, because it is readOnly",
        ));
    }
    if attribute.mutability == Mutability::WriteOnly && attribute.returned != Returned::Never {
        return Err(refused(
            &place.at("returned"),
            "what is writeOnly is never returned: write \"never\" (RFC 7643 section 7)",
        ));
    }
    let is_text = matches!(attribute.kind, Kind::String | Kind::Reference);
    let canonical = &attribute.canonical_values;
    if !canonical.is_empty() && (!is_text || canonical.iter().any(|value| value.trim().is_empty()))
    {
        return Err(refused(
            &place.at("canonicalValues"),
            "these are texts that say something, for an attribute of the type string or reference",
        ));
    }
    if attribute.uniqueness == Uniqueness::None {
        return Ok(());
    }
    let place = place.at("uniqueness");
    if attribute.uniqueness == Uniqueness::Global {
        return Err(refused(
            &place,
            "no two accounts are compared here: write \"server\" for values that are unique \
             within the account",
        ));
    }
    if below || attribute.multi_valued || !is_text {
        return Err(refused(
            &place,
            "only a single text or reference, which is no sub-attribute, can be unique",
        ));
    }
    Ok(())
}
