//! Which attributes a PUT body speaks of.

use serde_json::Value;

use super::{Draft, Incoming, Resource};
use crate::{
    Object, ScimError,
    path::Resolved,
    schema::{Attribute, ResourceSchema},
};

/// The names of a body's attributes, also of those that it unassigns. What stands under the URN of
/// an extension is named within it; null there is all of the extension.
#[derive(Debug, Clone, Default)]
pub(super) struct Mentioned(Object);

impl Mentioned {
    /// The extensions that a body unassigns as a whole.
    pub(super) fn of(body: &Object, schema: &ResourceSchema) -> Self {
        let unassigned = body.iter().filter(|(_, value)| value.is_null());
        Self(
            unassigned
                .filter_map(|(key, _)| schema.extension(key))
                .map(|extension| (extension.id.clone(), Value::Null))
                .collect(),
        )
    }

    pub(super) fn add(&mut self, at: Resolved<'_>) {
        let name = at.attribute.name.clone();
        let Some(urn) = at.extension else {
            self.0.insert(name, Value::Null);
            return;
        };
        let within = self.0.entry(urn).or_insert_with(|| Object::new().into());
        if let Value::Object(within) = within {
            within.insert(name, Value::Null);
        }
    }
}

impl Incoming {
    /// The resource for a PUT that clears what its body does not speak of, with what `old` has of
    /// that which such a PUT leaves alone.
    pub fn clearing(&self, old: &Resource, schema: &ResourceSchema) -> Result<Resource, ScimError> {
        let mut object = self.resource.object.clone();
        keep_silent(
            &mut object,
            &old.object,
            &self.mentioned.0,
            &schema.core.attributes,
        );
        for extension in schema.schemas().skip(1) {
            let nothing = Object::new();
            let mentioned = match self.mentioned.0.get(&extension.id) {
                Some(Value::Object(within)) => within,
                Some(_) => continue,
                None => &nothing,
            };
            if let Some(Value::Object(old)) = old.object.get(&extension.id) {
                let kept = object
                    .entry(extension.id.as_str())
                    .or_insert_with(|| Object::new().into());
                if let Value::Object(kept) = kept {
                    keep_silent(kept, old, mentioned, &extension.attributes);
                }
            }
        }
        Draft::of(&Resource { object }).finish(schema)
    }

    /// The resource with what `old` has of the attributes that the body doesn't speak of: RFC 7644
    /// §3.5.1 lets the server choose what becomes of them. An attribute that it does speak of is
    /// taken as sent, with its sub-attributes and values; null unassigns.
    pub fn keeping(&self, old: &Resource, schema: &ResourceSchema) -> Result<Resource, ScimError> {
        let mut object = self.resource.object.clone();
        let core = &schema.core.attributes;
        keep_unassigned(&mut object, &old.object, &self.mentioned.0, core);
        for (name, value) in &old.object {
            match self.mentioned.0.get(name) {
                None => {
                    object.insert(name.clone(), value.clone());
                }
                Some(Value::Object(within)) => {
                    if let Value::Object(old) = value {
                        let kept = object
                            .entry(name.as_str())
                            .or_insert_with(|| Object::new().into());
                        keep_within(kept, old, within);
                    }
                }
                Some(_) => {}
            }
        }
        Draft::of(&Resource { object }).finish(schema)
    }
}

fn keep_within(kept: &mut Value, old: &Object, mentioned: &Object) {
    let Value::Object(kept) = kept else {
        return;
    };
    let silent = old
        .iter()
        .filter(|(name, _)| !mentioned.contains_key(*name));
    kept.extend(silent.map(|(name, value)| (name.clone(), value.clone())));
}

/// Keeps what outlasts silence, and the parts that do of an attribute that is spoken of.
fn keep_silent(kept: &mut Object, old: &Object, mentioned: &Object, attributes: &[Attribute]) {
    keep_unassigned(kept, old, mentioned, attributes);
    for attribute in attributes {
        let Some(before) = old.get(&attribute.name) else {
            continue;
        };
        if !mentioned.contains_key(&attribute.name) {
            if attribute.outlasts_silence() {
                kept.insert(attribute.name.clone(), before.clone());
            }
        } else if let (Some(Value::Object(now)), Value::Object(before)) =
            (kept.get_mut(&attribute.name), before)
        {
            let said = now.clone();
            keep_silent(now, before, &said, &attribute.sub_attributes);
        }
    }
}

/// A default is for what is new: silence does not bring back what was removed.
fn keep_unassigned(kept: &mut Object, old: &Object, mentioned: &Object, attributes: &[Attribute]) {
    let with_default = attributes.iter().filter(|one| one.default.is_some());
    for attribute in with_default {
        let name = attribute.name.as_str();
        if !mentioned.contains_key(name) && !old.contains_key(name) {
            kept.shift_remove(name);
        }
    }
}

#[cfg(test)]
mod tests;
