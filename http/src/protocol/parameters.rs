//! The parameters of a query, from a query string or a `SearchRequest` (RFC 7644 §3.4.2, §3.4.3).

use std::borrow::Cow;

use scim::{
    Leniency, ScimError, ScimType, filter, page::Page, projection::Projection,
    schema::ResourceSchema, sort::Sort,
};
use settings::Limits;

use crate::{
    percent,
    provider::{Query, View},
};

/// As sent; only `None` was not sent. An empty one counts as not sent, the cursor apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Parameters<'q> {
    pub(super) filter: Option<Cow<'q, str>>,
    pub(super) sort_by: Option<Cow<'q, str>>,
    pub(super) sort_order: Option<Cow<'q, str>>,
    pub(super) start_index: Option<Cow<'q, str>>,
    /// Empty for the first page (RFC 9865 §2).
    pub(super) cursor: Option<Cow<'q, str>>,
    pub(super) count: Option<Cow<'q, str>>,
    pub(super) attributes: Option<Cow<'q, str>>,
    pub(super) excluded_attributes: Option<Cow<'q, str>>,
}

impl<'q> Parameters<'q> {
    /// Unknown parameters are ignored, as RFC 7644 §3.4.2 wants it: Entra's admins append flags
    /// such as `aadOptscim062020` to the base URL. What stands behind a second `?` is a parameter too:
    /// clients append their own question mark to a URL that has one. Of one that is repeated the
    /// first counts.
    pub(super) fn from_query(query: Option<&'q str>) -> Result<Self, ScimError> {
        let mut parameters = Self::default();
        for (name, value) in percent::pairs(query.unwrap_or_default()) {
            parameters.take(name, value)?;
        }
        Ok(parameters)
    }

    fn take(&mut self, name: &'q str, value: &'q str) -> Result<(), ScimError> {
        let known = percent::decode_form(name).filter(|name| self.slot(name).is_some());
        let Some(known) = known else {
            return match (name.split_once('?'), value.split_once('?')) {
                (Some((_, name)), _) => self.take(name, value),
                (None, Some((_, behind))) => {
                    let (name, value) = behind.split_once('=').unwrap_or((behind, ""));
                    self.take(name, value)
                }
                (None, None) => Ok(()),
            };
        };
        if let Some(slot) = self.slot(&known).filter(|slot| slot.is_none()) {
            *slot = sent(&known, decoded(&known, value)?);
        }
        Ok(())
    }

    /// Where the parameter of this name, in any case, is kept.
    pub(super) fn slot(&mut self, name: &str) -> Option<&mut Option<Cow<'q, str>>> {
        [
            ("filter", &mut self.filter),
            ("sortBy", &mut self.sort_by),
            ("sortOrder", &mut self.sort_order),
            ("startIndex", &mut self.start_index),
            ("cursor", &mut self.cursor),
            ("count", &mut self.count),
            ("attributes", &mut self.attributes),
            ("excludedAttributes", &mut self.excluded_attributes),
        ]
        .into_iter()
        .find_map(|(known, slot)| known.eq_ignore_ascii_case(name).then_some(slot))
    }

    pub(super) fn projection(&self) -> Result<Projection, ScimError> {
        Projection::parse(
            self.attributes.as_deref(),
            self.excluded_attributes.as_deref(),
        )
    }

    /// The query, checked against the types that are asked; the page has the default and the cap
    /// applied.
    pub(super) fn query(
        &self,
        types: &[&ResourceSchema],
        leniency: Leniency,
        base_url: String,
        limits: &Limits,
    ) -> Result<Query, ScimError> {
        let filter = match &self.filter {
            Some(text) => {
                let filter = filter::parse(text, leniency)?;
                filter.check_among(types, leniency)?;
                Some(filter)
            }
            None => None,
        };
        let sort = match &self.sort_by {
            Some(path) => Sort::parse(path, self.sort_order.as_deref())?.check(types, leniency)?,
            None => None,
        };
        let page = Page::parse(
            self.start_index.as_deref(),
            self.cursor.as_deref(),
            self.count.as_deref(),
        )?;
        let count = page
            .count
            .unwrap_or(limits.page_default)
            .min(limits.page_max);
        Ok(Query {
            filter,
            sort,
            page: Page {
                count: Some(count),
                ..page
            },
            view: View {
                base_url,
                projection: self.projection()?,
            },
        })
    }
}

/// A cursor that is no UTF-8 is none that was given, and refused as such (RFC 9865 §2.1).
fn decoded<'q>(name: &str, value: &'q str) -> Result<Cow<'q, str>, ScimError> {
    let no_text = || {
        ScimError::typed(
            ScimType::InvalidValue,
            format!("The query parameter {name} is not UTF-8."),
        )
    };
    match percent::decode_form(value) {
        Some(decoded) => Ok(decoded),
        None if name.eq_ignore_ascii_case("cursor") => Ok(Cow::Borrowed(value)),
        None => Err(no_text()),
    }
}

/// What counts as sent: an empty cursor asks for the first page (RFC 9865 §2), and anything else
/// that is empty for nothing.
pub(super) fn sent<'q>(name: &str, value: Cow<'q, str>) -> Option<Cow<'q, str>> {
    Some(value).filter(|value| !value.is_empty() || name.eq_ignore_ascii_case("cursor"))
}

#[cfg(test)]
mod tests;
