//! A resource by itself: the common attributes of RFC 7643 §3.

use serde_json::Value;

use super::date_time::is_date_time;
use super::{Breach, Declared, must};

const SCHEMAS: &str = "RFC 7643 §3";
const COMMON: &str = "RFC 7643 §3.1";

/// The resources of discovery, which need neither `id` nor times (RFC 7643 §5 to §7).
const DISCOVERY: [&str; 3] = [
    "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
    "urn:ietf:params:scim:schemas:core:2.0:ResourceType",
    "urn:ietf:params:scim:schemas:core:2.0:Schema",
];

pub(super) fn check(
    resource: &Value,
    is_projected: bool,
    declared: Option<&Declared>,
) -> Result<(), Breach> {
    let schemas = resource.get("schemas").and_then(Value::as_array);
    let schemas = schemas.map(Vec::as_slice).unwrap_or_default();
    let are_texts = schemas.iter().all(Value::is_string);
    must(
        !schemas.is_empty() && are_texts,
        "schemas, with at least one URN",
        SCHEMAS,
    )?;
    let mut rest = schemas;
    while let [first, others @ ..] = rest {
        must(!others.contains(first), "every schema once", SCHEMAS)?;
        rest = others;
    }
    must(
        !holds_password(resource),
        "no password, which is never returned",
        "RFC 7643 §8.7.1",
    )?;
    let is_discovery = DISCOVERY
        .iter()
        .any(|urn| schemas.iter().any(|schema| schema == urn));
    if is_discovery {
        return Ok(());
    }
    let id = resource.get("id").and_then(Value::as_str);
    let Some(id) = id.filter(|id| !id.is_empty() && *id != "bulkId") else {
        return must(false, "an id that is a text and not empty", COMMON);
    };
    match resource.get("meta") {
        Some(meta) => check_meta(meta, id, is_projected)?,
        None => must(is_projected, "meta", COMMON)?,
    }
    declared.map_or(Ok(()), |declared| declared.check(resource))
}

fn check_meta(meta: &Value, id: &str, is_projected: bool) -> Result<(), Breach> {
    let part = |name: &str, is_well: &dyn Fn(&str) -> bool| match meta.get(name) {
        None => is_projected,
        Some(value) => value.as_str().is_some_and(is_well),
    };
    must(
        part("resourceType", &|name| !name.is_empty()),
        "meta.resourceType",
        COMMON,
    )?;
    for name in ["created", "lastModified"] {
        let expected = format!("meta.{name} as a date and time");
        must(part(name, &is_date_time), expected, COMMON)?;
    }
    let end = format!("/{id}");
    must(
        part("location", &|location| {
            location.contains("://") && location.ends_with(&end)
        }),
        format!("meta.location as a URI that ends with {end}"),
        COMMON,
    )?;
    let version = meta.get("version").map(Value::as_str);
    must(
        version.is_none_or(|version| version.is_some_and(is_entity_tag)),
        "meta.version as an entity tag",
        "RFC 7644 §3.14",
    )
}

/// RFC 9110 §8.8.3.
fn is_entity_tag(text: &str) -> bool {
    let opaque = text.strip_prefix("W/").unwrap_or(text);
    let within = opaque
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    within.is_some_and(|within| !within.contains('"'))
}

/// Names are the same in any case (RFC 7643 §2.1).
fn holds_password(resource: &Value) -> bool {
    let mut members = resource.as_object().into_iter().flatten();
    members.any(|(name, _)| name.eq_ignore_ascii_case("password"))
}
