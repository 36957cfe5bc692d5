//! What a list is asked for, the page apart.

use rosterd_http::provider::Query;
use scim::ResourceKind;

/// What must stay the same from page to page (RFC 9865 §2), in a form in which it can be compared.
/// How the resources look and how many a page has may change.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Asked {
    /// None for all types at once.
    kind: Option<ResourceKind>,
    filter: Option<String>,
    sort: Option<(String, bool)>,
}

impl Asked {
    pub(super) fn of(kind: Option<ResourceKind>, query: &Query) -> Self {
        let filter = query.filter.as_ref();
        let sort = query.sort.as_ref();
        Self {
            kind,
            filter: filter.map(|filter| filter.with_lowercase_names().to_string()),
            sort: sort.map(|sort| (sort.path.to_lowercase().to_string(), sort.descending)),
        }
    }

    /// As bytes that no other question has.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let kind = self.kind.map(|kind| match kind {
            ResourceKind::User => "User".to_owned(),
            ResourceKind::Group => "Group".to_owned(),
            ResourceKind::Declared(number) => number.to_string(),
        });
        serde_json::json!([kind, self.filter, self.sort])
            .to_string()
            .into_bytes()
    }
}
