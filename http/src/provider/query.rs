//! What is asked for, and how the answer is to look.

use scim::{filter::Filter, page::Page, projection::Projection, sort::Sort};

/// How the answer is to look.
#[derive(Debug, Clone)]
pub struct View {
    /// E.g. `https://host/scim/v2`, no slash at the end.
    pub base_url: String,
    /// `attributes` and `excludedAttributes`.
    pub projection: Projection,
}

/// A list request, checked against the schema.
#[derive(Debug, Clone)]
pub struct Query {
    /// None finds everything.
    pub filter: Option<Filter>,
    /// None is the provider's own stable order.
    pub sort: Option<Sort>,
    /// `count` is always given here: the default and the cap have been applied.
    pub page: Page,
    /// Of each resource.
    pub view: View,
}
