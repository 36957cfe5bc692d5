//! "The primary attribute value 'true' MUST appear no more than once" (RFC 7643 §2.4).

use serde_json::Value;

/// Whether this value says that it is the preferred one.
pub(crate) fn is_primary(element: &Value) -> bool {
    element.get("primary") == Some(&Value::Bool(true))
}

/// Which of the values say so.
pub(crate) fn positions(elements: &[Value]) -> Vec<usize> {
    elements
        .iter()
        .enumerate()
        .filter(|(_, element)| is_primary(element))
        .map(|(position, _)| position)
        .collect()
}

/// Sets `primary` of all values but the one at `keep` to false, where it was true.
pub(crate) fn keep_only(elements: &mut [Value], keep: usize) {
    for (position, element) in elements.iter_mut().enumerate() {
        if position != keep
            && is_primary(element)
            && let Some(element) = element.as_object_mut()
        {
            element.insert("primary".to_owned(), Value::Bool(false));
        }
    }
}
