//! A visitor that builds a value and counts what it costs.

use std::{cell::Cell, collections::HashSet, fmt};

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::Limits;

/// Up to here, comparing a name with each one before it is faster than hashing.
const FEW_NAMES: usize = 16;

#[derive(Clone, Copy)]
pub(super) struct Reader<'c> {
    limits: Limits,
    /// How many arrays and objects may still open.
    depth_left: usize,
    values_left: &'c Cell<usize>,
}

impl<'c> Reader<'c> {
    pub(super) fn new(limits: Limits, values_left: &'c Cell<usize>) -> Self {
        Self {
            limits,
            depth_left: limits.depth,
            values_left,
        }
    }

    fn count<E: Error>(self) -> Result<(), E> {
        match self.values_left.get().checked_sub(1) {
            Some(left) => {
                self.values_left.set(left);
                Ok(())
            }
            None => Err(E::custom(format_args!(
                "more than {} values; send less in one request",
                self.limits.values
            ))),
        }
    }

    /// The reader of what is inside.
    fn deeper<E: Error>(self) -> Result<Self, E> {
        match self.depth_left.checked_sub(1) {
            Some(depth_left) => Ok(Self { depth_left, ..self }),
            None => Err(E::custom(format_args!(
                "more than {} arrays and objects inside each other",
                self.limits.depth
            ))),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.count()?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom("a number that is too large"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let inside = self.deeper()?;
        let mut array = Vec::new();
        while let Some(element) = elements.next_element_seed(inside)? {
            array.push(element);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let inside = self.deeper()?;
        let mut object = Map::new();
        let mut many_names = HashSet::new();
        while let Some(name) = members.next_key::<String>()? {
            if !is_new(&name, &object, &mut many_names) {
                return Err(A::Error::custom(format_args!(
                    "the name '{name}' occurs twice in one object (upper and lower case count as \
                     the same); send it once"
                )));
            }
            object.insert(name, members.next_value_seed(inside)?);
        }
        Ok(Value::Object(object))
    }
}

/// Whether no name in the object equals this one in another case. `many_names` holds the names in
/// lower case from the moment when they are no longer few.
fn is_new(name: &str, object: &Map<String, Value>, many_names: &mut HashSet<String>) -> bool {
    if object.len() < FEW_NAMES {
        return !object.keys().any(|known| known.eq_ignore_ascii_case(name));
    }
    if many_names.is_empty() {
        many_names.extend(object.keys().map(|known| known.to_ascii_lowercase()));
    }
    many_names.insert(name.to_ascii_lowercase())
}
