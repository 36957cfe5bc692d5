//! The checks of a user or a group in an answer.

use hyper::header::LOCATION;
use serde_json::Value;

use super::Answer;
use super::listing::has_schema;
use crate::attribute::{ENTERPRISE, GROUP, USER};
use crate::failure::Failure;

/// Which resources an answer is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    User,
    Group,
}

impl Kind {
    pub(crate) fn endpoint(self) -> &'static str {
        match self {
            Self::User => "/Users",
            Self::Group => "/Groups",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::User => "User",
            Self::Group => "Group",
        }
    }

    fn schema(self) -> &'static str {
        match self {
            Self::User => USER,
            Self::Group => GROUP,
        }
    }
}

impl Answer {
    /// The answer must be 201 with the resource and its location; yields the id.
    pub(crate) fn created(&self, kind: Kind) -> Result<&str, Failure> {
        self.accept(&[201], "the object was to be created")?;
        let id = self.resource(kind, self.json()?)?;
        let end = format!("{}/{id}", kind.endpoint());
        if !self
            .header(&LOCATION)
            .is_some_and(|location| location.ends_with(&end))
        {
            let expected = format!("a Location that ends with {end}");
            return Err(self.objection(expected, "RFC 7644 §3.3"));
        }
        Ok(id)
    }

    /// The answer must be 200 with the resource of this `id`.
    pub(crate) fn found(&self, kind: Kind, id: &str) -> Result<&Value, Failure> {
        self.accept(&[200], "the object exists and its id does not change")?;
        let resource = self.json()?;
        if self.resource(kind, resource)? != id {
            return Err(self.objection(format!("id {id}"), "an id never changes"));
        }
        Ok(resource)
    }

    /// `resource`, a part of this answer, must be whole; yields its id.
    pub(crate) fn resource<'v>(&self, kind: Kind, resource: &'v Value) -> Result<&'v str, Failure> {
        let text = |pointer: &str| {
            let value = resource.pointer(pointer).and_then(Value::as_str);
            value.filter(|text| !text.is_empty())
        };
        let Some(id) = text("/id") else {
            return Err(self.objection("an id", "nothing can be addressed without it"));
        };
        let end = format!("{}/{id}", kind.endpoint());
        let has_extension = resource.get(ENTERPRISE).is_some();
        let checks = [
            (
                has_schema(resource, kind.schema()),
                format!("schemas with {}", kind.schema()),
            ),
            (
                has_schema(resource, ENTERPRISE) || !has_extension,
                format!("schemas with {ENTERPRISE}, whose attributes are there"),
            ),
            (
                resource
                    .get(ENTERPRISE)
                    .is_none_or(|extension| extension != &serde_json::json!({})),
                "no empty extension object".to_owned(),
            ),
            (
                text("/meta/resourceType") == Some(kind.name()),
                "meta.resourceType".to_owned(),
            ),
            (text("/meta/created").is_some(), "meta.created".to_owned()),
            (
                text("/meta/lastModified").is_some(),
                "meta.lastModified".to_owned(),
            ),
            (
                text("/meta/location").is_some_and(|location| location.ends_with(&end)),
                format!("meta.location that ends with {end}"),
            ),
            (resource.get("password").is_none(), "no password".to_owned()),
        ];
        match checks.into_iter().find(|(holds, _)| !holds) {
            Some((_, expected)) => Err(self.objection(expected, "RFC 7643 §3.1 and §7")),
            None => Ok(id),
        }
    }
}
