//! The `BulkRequest` message.

use std::collections::HashSet;

use serde_json::Value;

use super::{BulkRequest, Method, Operation, reference};
use crate::{
    Leniency, Object, ScimError, ScimType, leniency,
    patch::located,
    resource::{Reader, check_schemas, wrong_type},
    urn,
};

pub(super) fn read(body: Value, most: usize, leniency: Leniency) -> Result<BulkRequest, ScimError> {
    let Value::Object(body) = body else {
        return Err(not_a_bulk_request());
    };
    let mut reader = Reader::new(leniency);
    check_schemas(&body, urn::BULK_REQUEST, &mut reader, |urn, reader| {
        reader.tolerate(leniency::UNKNOWN_SCHEMA, &urn, || {
            ScimError::typed(
                ScimType::InvalidValue,
                format!("'{urn}' is no schema of a bulk request. Leave it out."),
            )
        })
    })?;

    let (mut fail_on_errors, mut sent) = (None, None);
    for (key, value) in body {
        match reader.keyword(&key, ["schemas", "failOnErrors", "Operations"])? {
            Some("failOnErrors") => fail_on_errors = error_limit(&value, &mut reader)?,
            Some("Operations") => sent = Some(value),
            Some(_) => {}
            None => reader.unknown_attribute(&key)?,
        }
    }
    let sent = match sent {
        Some(Value::Array(sent)) if !sent.is_empty() => sent,
        _ => return Err(not_a_bulk_request()),
    };
    if sent.len() > most {
        return Err(too_many(sent.len(), most));
    }
    let operations: Vec<Operation> = sent
        .into_iter()
        .enumerate()
        .map(|(index, sent)| operation(sent, leniency).map_err(located(format_args!("[{index}]"))))
        .collect::<Result<_, _>>()?;
    refuse_repeats(&operations)?;
    Ok(BulkRequest {
        fail_on_errors,
        operations,
        notes: reader.into_notes(),
    })
}

/// Many programs send 0 where they mean nothing, and read literally it would end each request
/// before its first operation.
fn error_limit(value: &Value, reader: &mut Reader) -> Result<Option<u64>, ScimError> {
    let refusal = || wrong_type(&"failOnErrors", "a whole number of at least 1", value);
    match (value, value.as_u64()) {
        (Value::Null, _) => Ok(None),
        (_, Some(0)) => {
            reader.tolerate(leniency::ZERO_FAIL_ON_ERRORS, &"failOnErrors", || {
                ScimError::typed(
                    ScimType::InvalidValue,
                    "failOnErrors is 0. Give at least 1, or leave it out for no limit.",
                )
            })?;
            Ok(None)
        }
        (_, Some(limit)) => Ok(Some(limit)),
        (Value::Number(_), None) => Err(ScimError::typed(
            ScimType::InvalidValue,
            "failOnErrors must be a whole number of at least 1.",
        )),
        _ => Err(refusal()),
    }
}

fn operation(sent: Value, leniency: Leniency) -> Result<Operation, ScimError> {
    let Value::Object(sent) = sent else {
        return Err(wrong_type(&"an operation", "an object", &sent));
    };
    let mut reader = Reader::new(leniency);
    let (mut method, mut bulk_id, mut version, mut path, mut data) = (None, None, None, None, None);
    for (key, value) in sent {
        let names = ["method", "bulkId", "version", "path", "data"];
        match reader.keyword(&key, names)? {
            Some("method") => method = text("method", value)?,
            Some("bulkId") => bulk_id = text("bulkId", value)?.filter(|id| !id.is_empty()),
            Some("version") => version = text("version", value)?,
            Some("path") => path = text("path", value)?,
            Some(_) => data = Some(value).filter(|data| !data.is_null()),
            None => reader.unknown_attribute(&key)?,
        }
    }
    let method = method_of(method.ok_or_else(|| missing("method"))?, &mut reader)?;
    // A query would say how the answer is to look, and there is none to look at.
    let path: String = path.ok_or_else(|| missing("path"))?;
    let path = path.split('?').next().unwrap_or_default().to_owned();
    check_path(&path, &mut reader)?;
    if method == Method::Post && bulk_id.is_none() {
        return Err(missing("bulkId"));
    }
    if method.needs_data() && data.is_none() {
        return Err(missing("data"));
    }
    let data = match method {
        Method::Patch => data.map(as_patch_message),
        _ => data.filter(|_| method.needs_data()),
    };
    Ok(Operation {
        method,
        bulk_id,
        version,
        path,
        data,
        notes: reader.into_notes(),
    })
}

/// Relative to the base URL, and of a resource that is there (RFC 7644 §3.7).
fn check_path(path: &str, reader: &mut Reader) -> Result<(), ScimError> {
    let mut segments = path.trim_end_matches('/').split('/');
    let is_relative = segments.next() == Some("") && segments.count() <= 2;
    if !is_relative {
        reader.tolerate(leniency::BULK_PATH, &"path", || {
            ScimError::typed(
                ScimType::InvalidValue,
                "'path' must be relative to the base URL: that of a resource type, such as /Users, \
                 or that of a resource, such as /Users/{id}.",
            )
        })?;
    }
    let mut refers = false;
    reference::in_path(path, &mut |_| refers = true);
    if refers {
        reader.tolerate(leniency::BULK_ID_IN_PATH, &"path", || {
            ScimError::typed(
                ScimType::InvalidValue,
                "'path' has a bulkId. Refer to what the request makes in 'data' alone.",
            )
        })?;
    }
    Ok(())
}

fn method_of(word: String, reader: &mut Reader) -> Result<Method, ScimError> {
    let written = word.clone();
    let method = Method::of(word);
    if method.as_str() != written {
        reader.tolerate(leniency::KEYWORD_CASE, &"method", || {
            ScimError::typed(
                ScimType::InvalidValue,
                format!("'{written}' must be written '{}'.", method.as_str()),
            )
        })?;
    }
    Ok(method)
}

/// The operations alone, as in the example of RFC 7644 §3.7.3: the message around them is put
/// there, and that it lacks its schema is judged by whoever reads it.
fn as_patch_message(data: Value) -> Value {
    match data {
        Value::Array(_) => Value::Object(Object::from_iter([("Operations".to_owned(), data)])),
        data => data,
    }
}

fn text(name: &str, value: Value) -> Result<Option<String>, ScimError> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text)),
        value => Err(wrong_type(&name, "a string", &value)),
    }
}

/// "unique within a bulk request" (RFC 7644 §3.7): with two it could not be told which one a
/// reference means.
fn refuse_repeats(operations: &[Operation]) -> Result<(), ScimError> {
    let mut seen = HashSet::with_capacity(operations.len());
    for (index, operation) in operations.iter().enumerate() {
        if let Some(bulk_id) = operation.bulk_id.as_deref()
            && !seen.insert(bulk_id)
        {
            let error = ScimError::typed(
                ScimType::InvalidValue,
                format!("another operation has the bulkId '{bulk_id}' too. Give each its own."),
            );
            return Err(located(format_args!("[{index}]"))(error));
        }
    }
    Ok(())
}

fn missing(name: &str) -> ScimError {
    ScimError::typed(
        ScimType::InvalidValue,
        format!(
            "'{name}' is missing. An operation has a 'method' and a 'path', POST also a 'bulkId', \
             and POST, PUT and PATCH have 'data' (RFC 7644 section 3.7)."
        ),
    )
}

fn too_many(sent: usize, most: usize) -> ScimError {
    ScimError::new(
        413,
        format!(
            "The bulk request has {sent} operations; maxOperations is {most}. Send several \
             requests of at most {most} operations."
        ),
    )
}

fn not_a_bulk_request() -> ScimError {
    ScimError::typed(
        ScimType::InvalidSyntax,
        "The body of a bulk request must be an object whose 'Operations' is an array of at least \
         one operation (RFC 7644 section 3.7).",
    )
}
