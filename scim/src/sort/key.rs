//! Values as bytes that order as the values do, so that a sort compares bytes only.

use serde_json::Value;

use crate::{
    datetime,
    fold::fold_borrowed,
    schema::{Attribute, Kind},
};

const PRESENT: u8 = 0;
const MISSING: u8 = 1;

/// The key of a value in ascending order.
pub(super) fn of(value: Option<&Value>, attribute: &Attribute) -> Vec<u8> {
    match value.and_then(|value| ordered(value, attribute)) {
        Some(mut bytes) => {
            bytes.insert(0, PRESENT);
            bytes
        }
        None => missing(),
    }
}

/// Behind every value.
pub(super) fn missing() -> Vec<u8> {
    vec![MISSING]
}

/// Turns an order round. Right because no key is the beginning of another one: texts are closed,
/// and the rest has a fixed length.
pub(super) fn invert(key: &mut [u8]) {
    for byte in key {
        *byte = !*byte;
    }
}

fn ordered(value: &Value, attribute: &Attribute) -> Option<Vec<u8>> {
    match attribute.kind {
        Kind::Boolean => value.as_bool().map(|value| vec![u8::from(value)]),
        Kind::Decimal | Kind::Integer => value.as_f64().map(number),
        Kind::DateTime => value.as_str().and_then(datetime::parse).map(moment),
        Kind::String | Kind::Reference | Kind::Binary => value.as_str().map(|value| {
            if attribute.case_exact {
                text(value)
            } else {
                text(&fold_borrowed(value))
            }
        }),
        Kind::Complex => None,
    }
}

/// A zero byte in the text becomes `0 255`, and `0 0` closes it, so that "a" comes before "ab"
/// ascending and behind it inverted.
fn text(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() + 3);
    for byte in text.bytes() {
        bytes.push(byte);
        if byte == 0 {
            bytes.push(255);
        }
    }
    bytes.extend([0, 0]);
    bytes
}

/// Moved by half the range, so that negative ones sort in front.
fn moment(moment: jiff::Timestamp) -> Vec<u8> {
    let shifted = moment.as_nanosecond().wrapping_sub(i128::MIN);
    shifted.to_be_bytes().to_vec()
}

/// The total order of IEEE 754: the bits of a positive float order as it does once its sign is
/// set, those of a negative one once they are inverted.
fn number(number: f64) -> Vec<u8> {
    let bits = number.to_bits();
    let negative = bits >> 63 == 1;
    let ordered = if negative { !bits } else { bits | 1 << 63 };
    ordered.to_be_bytes().to_vec()
}
