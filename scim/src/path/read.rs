//! From text to a path: where the URN ends and the names begin.

use super::AttributePath;
use crate::urn;

/// Where a path stops making sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fault {
    /// In bytes from the start of the path.
    pub(crate) offset: usize,
    /// What should stand there, e.g. `the name of an attribute`.
    pub(crate) expected: &'static str,
}

pub(super) fn path(text: &str) -> Result<AttributePath, Fault> {
    let is = |schema: &str| schema.eq_ignore_ascii_case(text);
    if urn::RESOURCE_SCHEMAS.into_iter().any(is) {
        return Ok(AttributePath {
            urn: Some(text.to_owned()),
            attribute: String::new(),
            sub_attribute: None,
        });
    }
    let (urn, names, offset) = take_urn(text)?;
    let (attribute, sub_attribute) = match names.split_once('.') {
        Some((attribute, sub_attribute)) => (attribute, Some(sub_attribute)),
        None => (names, None),
    };
    name(attribute, offset, "the name of an attribute")?;
    if let Some(sub_attribute) = sub_attribute {
        let offset = offset + attribute.len() + 1;
        name(sub_attribute, offset, "the name of a sub-attribute")?;
    }
    Ok(AttributePath {
        urn: urn.map(str::to_owned),
        attribute: attribute.to_owned(),
        sub_attribute: sub_attribute.map(str::to_owned),
    })
}

/// The URN in front (without its colon), the rest, and at which byte the rest begins.
fn take_urn(text: &str) -> Result<(Option<&str>, &str, usize), Fault> {
    for known in urn::RESOURCE_SCHEMAS {
        let Some((head, rest)) = text.split_at_checked(known.len()) else {
            continue;
        };
        if !head.eq_ignore_ascii_case(known) {
            continue;
        }
        // A URN that only begins as a known one is another.
        if let Some(names) = rest.strip_prefix(':')
            && !names.contains(':')
        {
            return Ok((Some(head), names, head.len() + 1));
        }
    }
    let Some((urn, names)) = text.rsplit_once(':') else {
        return Ok((None, text, 0));
    };
    match urn.bytes().position(|byte| !may_be_in_urn(byte)) {
        Some(offset) => Err(Fault {
            offset,
            expected: "a schema URN",
        }),
        None if urn.is_empty() => Err(Fault {
            offset: 0,
            expected: "a schema URN",
        }),
        None => Ok((Some(urn), names, urn.len() + 1)),
    }
}

/// ATTRNAME of RFC 7644 §3.4.2.2, with the `$` that RFC 7643 §2.1 allows, also in front: the
/// grammar alone can't derive `$ref`.
fn name(name: &str, offset: usize, expected: &'static str) -> Result<(), Fault> {
    let starts_well = name
        .bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'$');
    if !starts_well {
        return Err(Fault { offset, expected });
    }
    let may_follow = |byte: u8| byte.is_ascii_alphanumeric() || b"-_$".contains(&byte);
    match name.bytes().position(|byte| !may_follow(byte)) {
        Some(position) => Err(Fault {
            offset: offset + position,
            expected: "a letter, a digit, '-', '_' or '$'",
        }),
        None => Ok(()),
    }
}

fn may_be_in_urn(byte: u8) -> bool {
    byte.is_ascii_graphic() && !b"\"'[](){}<>,\\".contains(&byte)
}
