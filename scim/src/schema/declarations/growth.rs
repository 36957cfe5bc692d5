//! What may change about a declaration once resources may rely on it.

use super::{DeclaredType, Extension};
use crate::{
    ScimError,
    schema::{Attribute, Schema, TypeDocument},
};

/// 409 if values of the old schema would not be values of the new one.
pub(super) fn check(old: &Schema, new: &Schema) -> Result<(), ScimError> {
    attributes(&old.attributes, &new.attributes)
}

/// 409 if a type would lose the schema, or would have to have it now.
pub(super) fn check_extends(old: &[Extension], new: &[Extension]) -> Result<(), ScimError> {
    for before in old {
        let after = new.iter().find(|after| {
            after
                .resource_type
                .eq_ignore_ascii_case(&before.resource_type)
        });
        match after {
            None => {
                return Err(relied_on(&format!(
                    "{} has this schema; withdraw the schema to take it away",
                    before.resource_type
                )));
            }
            Some(after) if after.required && !before.required => {
                return Err(relied_on(&format!(
                    "resources of the type {} may lack this schema, so it can't become required",
                    before.resource_type
                )));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// As [`check`], for a type.
pub(super) fn check_type(old: &DeclaredType, new: &TypeDocument) -> Result<(), ScimError> {
    if !old.endpoint.eq_ignore_ascii_case(&new.endpoint) {
        return Err(relied_on("the endpoint of a type stays what it is"));
    }
    if !old.schema.eq_ignore_ascii_case(&new.schema) {
        return Err(relied_on("a type stays made of its schema"));
    }
    for (extension, required) in &old.extensions {
        let mut after = new.extensions.iter();
        let after = after.find(|(after, _)| after.eq_ignore_ascii_case(extension));
        match after.map(|(_, required)| *required) {
            None => {
                return Err(relied_on(&format!(
                    "resources of the type {} may have values of its extension {extension}",
                    old.name
                )));
            }
            Some(now_required) if now_required && !required => {
                return Err(relied_on(&format!(
                    "resources of the type {} may lack its extension {extension}, so it can't \
                     become required",
                    old.name
                )));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

fn attributes(old: &[Attribute], new: &[Attribute]) -> Result<(), ScimError> {
    for attribute in old {
        let name = &attribute.name;
        let Some(after) = new.iter().find(|after| after.name == *name) else {
            return Err(relied_on(&format!("the attribute {name} would be gone")));
        };
        if after.kind != attribute.kind
            || after.multi_valued != attribute.multi_valued
            || after.case_exact != attribute.case_exact
            || after.uniqueness != attribute.uniqueness
            || after.mutability != attribute.mutability
            || after.returned != attribute.returned
        {
            return Err(relied_on(&format!(
                "the type, multiValued, caseExact, uniqueness, mutability and returned of {name} \
                 stay what they are"
            )));
        }
        if after.required && !attribute.required {
            return Err(relied_on(&format!(
                "{name} may be missing, so it can't become required"
            )));
        }
        attributes(&attribute.sub_attributes, &after.sub_attributes)?;
    }
    let is_new = |after: &&Attribute| !old.iter().any(|before| before.name == after.name);
    match new.iter().filter(is_new).find(|after| after.required) {
        None => Ok(()),
        Some(after) => Err(relied_on(&format!(
            "the new attribute {} can't be required",
            after.name
        ))),
    }
}

fn relied_on(what: &str) -> ScimError {
    ScimError::new(
        409,
        format!(
            "Resources may have values of this already: {what}. Declare something new under \
             another name instead."
        ),
    )
}
