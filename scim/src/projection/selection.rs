//! What a projection means for the attributes of one schema.

use serde_json::Value;

use super::Projection;
use crate::{
    Object,
    path::AttributePath,
    schema::{Attribute, ResourceSchema, Returned},
};

/// The paths of a projection, resolved.
pub(super) struct Selection<'s> {
    include: Option<Vec<Named<'s>>>,
    exclude: Vec<Named<'s>>,
    written: Vec<Named<'s>>,
}

/// What one path names: a whole schema, an attribute or a sub-attribute.
struct Named<'s> {
    extension: Option<&'s str>,
    attribute: Option<&'s str>,
    sub_attribute: Option<&'s str>,
}

impl<'s> Selection<'s> {
    pub(super) fn new(projection: &Projection, schema: &'s ResourceSchema) -> Self {
        let named = |paths: &Vec<AttributePath>| -> Vec<Named<'s>> {
            paths
                .iter()
                .filter_map(|path| Named::new(path, schema))
                .collect()
        };
        Self {
            include: projection.include.as_ref().map(named),
            exclude: named(&projection.exclude),
            written: named(&projection.written),
        }
    }

    pub(super) fn wants(&self, extension: Option<&str>, attribute: &Attribute) -> bool {
        let is_named = |named: &Named<'_>| named.reaches(extension, attribute);
        let is_whole = |named: &Named<'_>| is_named(named) && named.sub_attribute.is_none();
        is_returned(
            attribute.returned,
            self.include
                .as_ref()
                .map(|names| names.iter().any(is_named)),
            self.exclude.iter().any(is_whole),
            self.written.iter().any(is_named),
        )
    }

    /// Whether something of the value stays; what of it doesn't is taken out.
    pub(super) fn keep(
        &self,
        extension: Option<&str>,
        attribute: &Attribute,
        value: &mut Value,
    ) -> bool {
        if !self.wants(extension, attribute) {
            return false;
        }
        if attribute.sub_attributes.is_empty() {
            return true;
        }
        let prune = |element: &mut Value| match element {
            Value::Object(members) => {
                self.prune(extension, attribute, members);
                !members.is_empty()
            }
            _ => true,
        };
        match value {
            Value::Array(elements) => {
                elements.retain_mut(prune);
                !elements.is_empty()
            }
            element => prune(element),
        }
    }

    fn prune(&self, extension: Option<&str>, attribute: &Attribute, members: &mut Object) {
        // The path that names a sub-attribute of something that is always returned takes nothing
        // away from it.
        let is_reached = |named: &&Named<'_>| {
            named.reaches(extension, attribute) && attribute.returned != Returned::Always
        };
        let include: Option<Vec<_>> = self
            .include
            .as_ref()
            .filter(|_| attribute.returned != Returned::Always)
            .map(|names| names.iter().filter(is_reached).collect());
        let exclude: Vec<_> = self.exclude.iter().filter(is_reached).collect();
        // `attributes=emails` asks for the default set of its sub-attributes.
        let is_whole = include
            .as_ref()
            .is_none_or(|names| names.iter().any(|named| named.sub_attribute.is_none()));
        members.retain(|name, _| {
            let Some(sub_attribute) = attribute.sub_attribute(name) else {
                return false;
            };
            let is_named = |named: &&Named<'_>| named.sub_attribute == Some(&sub_attribute.name);
            let included = include
                .as_ref()
                .map(|names| names.iter().any(is_named))
                .filter(|named| *named || !is_whole);
            let written = self
                .written
                .iter()
                .any(|named| named.reaches(extension, attribute) && is_named(&named));
            is_returned(
                sub_attribute.returned,
                included,
                exclude.iter().any(is_named),
                written,
            )
        });
    }
}

impl<'s> Named<'s> {
    fn new(path: &AttributePath, schema: &'s ResourceSchema) -> Option<Self> {
        if let (true, Some(urn)) = (path.is_whole_schema(), &path.urn) {
            let extension = match schema.extension(urn) {
                Some(extension) => Some(extension.id.as_str()),
                None if schema.core.id.eq_ignore_ascii_case(urn) => None,
                None => return None,
            };
            return Some(Self {
                extension,
                attribute: None,
                sub_attribute: None,
            });
        }
        // The URN of a tenant's own schema reads like a URN with an attribute behind it.
        if path.urn.is_some()
            && let Some(extension) = schema.extension(&path.to_string())
        {
            return Some(Self {
                extension: Some(extension.id.as_str()),
                attribute: None,
                sub_attribute: None,
            });
        }
        let resolved = path.resolve(schema)?;
        Some(Self {
            extension: resolved.extension,
            attribute: Some(&resolved.attribute.name),
            sub_attribute: resolved.sub_attribute.map(|sub| sub.name.as_str()),
        })
    }

    /// Whether it names the attribute, its schema or a part of it.
    fn reaches(&self, extension: Option<&str>, attribute: &Attribute) -> bool {
        self.extension == extension && self.attribute.is_none_or(|name| name == attribute.name)
    }
}

/// RFC 7643 §7, `returned`. `included` is `None` where the client names nothing.
fn is_returned(returned: Returned, included: Option<bool>, excluded: bool, written: bool) -> bool {
    match returned {
        Returned::Always => true,
        Returned::Never => false,
        Returned::Default => included.unwrap_or(true) && !excluded,
        Returned::Request => included.unwrap_or(written) && !excluded,
    }
}
