//! `add` of values to a multi-valued attribute.

use std::{borrow::Cow, collections::HashMap};

use serde_json::Value;

use super::Touched;
use crate::{
    fold::fold_borrowed,
    resource::{is_primary, merge},
    schema::Attribute,
};

/// Appends the values that aren't there yet; one that is there takes over what the new one says in
/// addition.
pub(super) fn add(elements: &mut Vec<Value>, new: &[Value], attribute: &Attribute) -> Touched {
    let mut primary = None;
    for (value, position) in new.iter().zip(positions(elements, new, attribute)) {
        match (elements.get_mut(position), value) {
            (Some(Value::Object(present)), Value::Object(value)) => {
                let mut additions = value.clone();
                // The spelling that is stored stays: `A@x` is no other address than `a@x`.
                additions.retain(|name, _| !["value", "type"].contains(&name.as_str()));
                merge(present, additions);
            }
            _ => elements.push(value.clone()),
        }
        if is_primary(value) {
            primary = Some(position);
        }
    }
    Touched::Some { primary }
}

/// Where each new value is or, once those before it are appended, will be.
fn positions(elements: &[Value], new: &[Value], attribute: &Attribute) -> Vec<usize> {
    let mut known: HashMap<Identity<'_>, usize> = HashMap::with_capacity(elements.len());
    for (position, element) in elements.iter().enumerate() {
        known.insert(Identity::of(element, attribute), position);
    }
    let mut end = elements.len();
    let mut position = |value| {
        *known
            .entry(Identity::of(value, attribute))
            .or_insert_with(|| {
                end += 1;
                end - 1
            })
    };
    new.iter().map(&mut position).collect()
}

/// What makes two values one: `value` and `type` (RFC 7643 §2.4), or all but `primary` where there
/// is no `value`.
#[derive(PartialEq, Eq, Hash)]
enum Identity<'v> {
    Value(Cow<'v, str>, Option<Cow<'v, str>>),
    Whole(Value),
}

impl<'v> Identity<'v> {
    fn of(element: &'v Value, attribute: &Attribute) -> Self {
        let text = |name: &str| {
            let text = element.get(name)?.as_str()?;
            let exact = attribute.sub_attribute(name)?.case_exact;
            Some(if exact {
                Cow::Borrowed(text)
            } else {
                fold_borrowed(text)
            })
        };
        if let Some(value) = text("value") {
            return Self::Value(value, text("type"));
        }
        let mut whole = element.clone();
        if let Some(object) = whole.as_object_mut() {
            object.shift_remove("primary");
        }
        Self::Whole(whole)
    }
}
