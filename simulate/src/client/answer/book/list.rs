//! A `ListResponse`: RFC 7644 §3.4.2 with the cursors of RFC 9865.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Breach, Declared, must, resource};

const CLAUSE: &str = "RFC 7644 §3.4.2";
const PAGED: &str = "RFC 7644 §3.4.2.4";

pub(super) fn check(
    body: &Value,
    is_projected: bool,
    declared: Option<&Declared>,
) -> Result<(), Breach> {
    let number = |name: &str| body.get(name).map(Value::as_u64);
    let Some(Some(total)) = number("totalResults") else {
        return must(false, "totalResults as a whole number", CLAUSE);
    };
    let resources = match body.get("Resources") {
        Some(Value::Array(resources)) => resources.as_slice(),
        Some(_) => return must(false, "Resources as an array", CLAUSE),
        None => &[],
    };
    let came = resources.len() as u64;
    must(
        came <= total,
        format!("totalResults of at least {came}"),
        CLAUSE,
    )?;
    let has_cursor = body.get("nextCursor").is_some();
    let next = body.get("nextCursor").and_then(Value::as_str);
    must(
        !has_cursor || next.is_some_and(|next| !next.is_empty()),
        "nextCursor as a text that is not empty",
        "RFC 9865 §2",
    )?;
    let (per_page, start) = (number("itemsPerPage"), number("startIndex"));
    must(
        per_page.is_none_or(|number| number == Some(came)),
        format!("itemsPerPage {came}, as many as came"),
        PAGED,
    )?;
    must(
        start.is_none_or(|start| start.is_some_and(|start| start >= 1)),
        "startIndex as a whole number from 1 on",
        PAGED,
    )?;
    let is_part = came < total;
    must(
        !is_part || per_page.is_some(),
        "itemsPerPage, as these are not all results",
        PAGED,
    )?;
    let mut ids = BTreeSet::new();
    for one in resources {
        resource::check(one, is_projected, declared)?;
        let id = one.get("id").and_then(Value::as_str);
        let is_new = id.is_none_or(|id| ids.insert(id));
        must(is_new, "every resource once on a page", CLAUSE)?;
    }
    Ok(())
}
