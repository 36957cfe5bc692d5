//! As much DER as it takes to reach a certificate's validity (X.690 §8 and §10).

use jiff::{Timestamp, civil, tz::Offset};

use super::Validity;

/// The validity within a certificate; none if this is not a certificate.
///
/// ```text
/// Certificate    ::= SEQUENCE { tbsCertificate, … }
/// TBSCertificate ::= SEQUENCE { version [0] DEFAULT v1, serialNumber, signature, issuer, validity, … }
/// Validity       ::= SEQUENCE { notBefore Time, notAfter Time }
/// ```
pub(super) fn validity(certificate: &[u8]) -> Option<Validity> {
    let (certificate, _) = expect(SEQUENCE, certificate)?;
    let (body, _) = expect(SEQUENCE, certificate)?;
    let body = expect(VERSION, body).map_or(body, |(_, rest)| rest);
    let (_serial, body) = expect(INTEGER, body)?;
    let (_signature, body) = expect(SEQUENCE, body)?;
    let (_issuer, body) = expect(SEQUENCE, body)?;
    let (validity, _) = expect(SEQUENCE, body)?;
    let (from, rest) = time(validity)?;
    let (until, _) = time(rest)?;
    Some(Validity { from, until })
}

/// The content of a value of this kind, and what follows the value.
fn expect(kind: u8, bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (found, content, rest) = value(bytes)?;
    (found == kind).then_some((content, rest))
}

/// The kind and the content of the first value, and what follows it.
fn value(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&kind, bytes) = bytes.split_first()?;
    let (&first, bytes) = bytes.split_first()?;
    let (length, bytes) = if first < LONG_FORM {
        (usize::from(first), bytes)
    } else {
        let (digits, rest) = bytes.split_at_checked(usize::from(first - LONG_FORM))?;
        let length = digits.iter().try_fold(0_usize, |length, digit| {
            Some(length.checked_mul(256)? + usize::from(*digit))
        })?;
        (length, rest)
    };
    let (content, rest) = bytes.split_at_checked(length)?;
    Some((kind, content, rest))
}

/// A time, and what follows it. Both forms end in `Z` and have seconds (RFC 5280 §4.1.2.5.1, .2).
fn time(bytes: &[u8]) -> Option<(Timestamp, &[u8])> {
    let (kind, content, rest) = value(bytes)?;
    let text = content.strip_suffix(b"Z")?;
    let (year, text) = match kind {
        UTC_TIME => {
            let (year, text) = number(text, 2)?;
            // "Where YY is greater than or equal to 50, the year SHALL be interpreted as 19YY."
            (year + if year < 50 { 2000 } else { 1900 }, text)
        }
        GENERALIZED_TIME => number(text, 4)?,
        _ => return None,
    };
    let mut fields = [0_i8; 5];
    let mut text = text;
    for field in &mut fields {
        let (value, after) = number(text, 2)?;
        *field = i8::try_from(value).ok()?;
        text = after;
    }
    let [month, day, hour, minute, second] = fields;
    let time = civil::DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
    // "To indicate that a certificate has no well-defined expiration date, the notAfter SHOULD be
    // assigned the GeneralizedTime value of 99991231235959Z": hours beyond the last timestamp.
    let time = Offset::UTC.to_timestamp(time).unwrap_or(Timestamp::MAX);
    text.is_empty().then_some((time, rest))
}

/// The number that the first `digits` bytes write in ASCII, and what follows them.
fn number(text: &[u8], digits: usize) -> Option<(i16, &[u8])> {
    let (number, rest) = text.split_at_checked(digits)?;
    let number = number.iter().try_fold(0, |number, digit| {
        digit
            .is_ascii_digit()
            .then(|| number * 10 + i16::from(digit - b'0'))
    })?;
    Some((number, rest))
}

const INTEGER: u8 = 0x02;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const SEQUENCE: u8 = 0x30;
const VERSION: u8 = 0xa0;

/// A length of this or more says how many bytes the real length takes.
const LONG_FORM: u8 = 0x80;

#[cfg(test)]
mod tests;
