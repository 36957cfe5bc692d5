//! Resources as the server itself declares them in `/ResourceTypes` and `/Schemas`.

use serde_json::{Map, Value};

use super::date_time::is_date_time;
use super::{Breach, must};

const CLAUSE: &str = "RFC 7643 §7; what is served is what is declared";

/// What no schema lists, because every resource has it (RFC 7643 §3.1).
const COMMON: [&str; 4] = ["schemas", "id", "externalId", "meta"];

/// The resource types and schemas of a server.
#[derive(Clone, Debug)]
pub(crate) struct Declared {
    types: Vec<Value>,
    schemas: Vec<Value>,
}

impl Declared {
    pub(crate) fn new(types: &[Value], schemas: &[Value]) -> Self {
        Self {
            types: types.to_vec(),
            schemas: schemas.to_vec(),
        }
    }

    /// `resource` must be of a declared type and have nothing but what that declares.
    pub(super) fn check(&self, resource: &Value) -> Result<(), Breach> {
        let named = resource.get("schemas").and_then(Value::as_array);
        let named = named.map(Vec::as_slice).unwrap_or_default();
        let core_of = |one: &&Value| one.get("schema").is_some_and(|urn| named.contains(urn));
        let Some(resource_type) = self.types.iter().find(core_of) else {
            return must(false, "schemas with that of a declared type", CLAUSE);
        };
        let core = resource_type.get("schema");
        let extensions: Vec<&Value> = resource_type
            .get("schemaExtensions")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(|extension| extension.get("schema"))
            .collect();
        for urn in named {
            let is_known = Some(urn) == core || extensions.contains(&urn);
            must(is_known, format!("a type that declares {urn}"), CLAUSE)?;
        }
        let name_of_type = resource.pointer("/meta/resourceType");
        must(
            name_of_type.is_none_or(|name| Some(name) == resource_type.get("name")),
            "meta.resourceType as the type is called",
            CLAUSE,
        )?;
        for (name, value) in resource.as_object().into_iter().flatten() {
            if COMMON.contains(&name.as_str()) {
                continue;
            }
            if extensions.iter().any(|urn| *urn == name) {
                let is_named = named.iter().any(|urn| urn == name);
                must(is_named, format!("schemas with {name}"), "RFC 7643 §3")?;
                let attributes = self.attributes(name);
                object(value, name)?
                    .iter()
                    .try_for_each(|(name, value)| check_member(attributes, name, value))?;
            } else {
                let core = core.and_then(Value::as_str).unwrap_or_default();
                check_member(self.attributes(core), name, value)?;
            }
        }
        Ok(())
    }

    /// The attributes of the schema with this URN.
    fn attributes(&self, urn: &str) -> &[Value] {
        let is_it = |schema: &&Value| {
            let id = schema.get("id").and_then(Value::as_str);
            id.is_some_and(|id| id.eq_ignore_ascii_case(urn))
        };
        list(self.schemas.iter().find(is_it), "attributes")
    }
}

fn list<'v>(value: Option<&'v Value>, name: &str) -> &'v [Value] {
    let list = value.and_then(|value| value.get(name)?.as_array());
    list.map(Vec::as_slice).unwrap_or_default()
}

/// `name` must be one of `attributes`, and `value` what that one may be.
fn check_member(attributes: &[Value], name: &str, value: &Value) -> Result<(), Breach> {
    let text = |attribute: &Value, characteristic: &str| {
        let value = attribute.get(characteristic).and_then(Value::as_str);
        value.unwrap_or_default().to_owned()
    };
    let is_it = |one: &&Value| text(one, "name").eq_ignore_ascii_case(name);
    let Some(attribute) = attributes.iter().find(is_it) else {
        return must(false, format!("a schema with {name}"), CLAUSE);
    };
    let is_never = text(attribute, "returned") == "never";
    must(!is_never, format!("no {name}: returned is never"), CLAUSE)?;
    if value.is_null() {
        return Ok(());
    }
    let kind = text(attribute, "type");
    let parts = list(Some(attribute), "subAttributes");
    if attribute.get("multiValued") != Some(&Value::Bool(true)) {
        return check_value(&kind, parts, name, value);
    }
    let Some(values) = value.as_array() else {
        return must(false, format!("{name} as an array"), CLAUSE);
    };
    let is_primary = |one: &&Value| one.get("primary") == Some(&Value::Bool(true));
    must(
        values.iter().filter(is_primary).count() <= 1,
        format!("one primary value of {name} at most"),
        "RFC 7643 §2.4",
    )?;
    values
        .iter()
        .try_for_each(|value| check_value(&kind, parts, name, value))
}

/// The data types of RFC 7643 §2.3; without a type it is a string.
fn check_value(kind: &str, parts: &[Value], name: &str, value: &Value) -> Result<(), Breach> {
    let is_well = match kind {
        "complex" => {
            let members = object(value, name)?;
            return members
                .iter()
                .try_for_each(|(name, value)| check_member(parts, name, value));
        }
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "decimal" => value.is_number(),
        "dateTime" => value.as_str().is_some_and(is_date_time),
        _ => value.is_string(),
    };
    must(is_well, format!("{name} of the type {kind:?}"), CLAUSE)
}

fn object<'v>(value: &'v Value, name: &str) -> Result<&'v Map<String, Value>, Breach> {
    value.as_object().ok_or_else(|| Breach {
        expected: format!("{name} as an object"),
        clause: CLAUSE,
    })
}
