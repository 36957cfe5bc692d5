//! `xsd:dateTime`, as RFC 7643 §2.3.5 wants moments to be written.

/// Whether `text` has a date and a time, and is written as the RFC says.
pub(super) fn is_date_time(text: &str) -> bool {
    let Some((date, rest)) = text.split_once('T') else {
        return false;
    };
    let zone = rest.find(['Z', '+', '-']).unwrap_or(rest.len());
    let (time, zone) = rest.split_at_checked(zone).unwrap_or((rest, ""));
    is_date(date) && is_time(time) && is_zone(zone)
}

fn is_date(date: &str) -> bool {
    let date = date.strip_prefix('-').unwrap_or(date);
    match date.split('-').collect::<Vec<_>>().as_slice() {
        [year, month, day] => {
            year.len() >= 4
                && year.bytes().all(|digit| digit.is_ascii_digit())
                && is_number(month, 1, 12)
                && is_number(day, 1, 31)
        }
        _ => false,
    }
}

fn is_time(time: &str) -> bool {
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let is_fraction = !fraction.is_empty() && fraction.bytes().all(|digit| digit.is_ascii_digit());
    match time.split(':').collect::<Vec<_>>().as_slice() {
        [hour, minute, second] => {
            is_fraction
                && is_number(hour, 0, 24)
                && is_number(minute, 0, 59)
                && is_number(second, 0, 60)
        }
        _ => false,
    }
}

/// A zone may be left out.
fn is_zone(zone: &str) -> bool {
    let Some(offset) = zone.strip_prefix(['+', '-']) else {
        return zone.is_empty() || zone == "Z";
    };
    let parts = offset.split_once(':');
    parts.is_some_and(|(hours, minutes)| is_number(hours, 0, 14) && is_number(minutes, 0, 59))
}

/// Two digits within a range.
fn is_number(text: &str, least: u8, most: u8) -> bool {
    let is_written = text.len() == 2 && text.bytes().all(|digit| digit.is_ascii_digit());
    is_written
        && text
            .parse()
            .is_ok_and(|number| (least..=most).contains(&number))
}
