//! What a path names (RFC 7644 §3.2).

use std::borrow::Cow;

use http::Method;
use scim::{ResourceKind, schema::Catalog};

use crate::{operation::operation, options::BASE_PATH, percent};

/// Of an id, in characters: several times as long as the ids that this server gives. The rest of
/// what a client made up would only swell the activity log.
const LONGEST_ID: usize = 128;

/// What a path names. Ids are decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Route<'p> {
    /// `/Users`, `/Groups`.
    Collection(ResourceKind),
    /// `/Users/.search`, `/Groups/.search`.
    Search(ResourceKind),
    /// `/Users/{id}`, `/Groups/{id}`.
    Resource(ResourceKind, Cow<'p, str>),
    /// An endpoint that only a tenant's catalog may know: its name, and the segment behind it.
    Elsewhere(&'p str, Option<&'p str>),
    /// `/ServiceProviderConfig`.
    ServiceProviderConfig,
    /// `/Schemas`.
    Schemas,
    /// `/Schemas/{urn}`.
    Schema(Cow<'p, str>),
    /// `/ResourceTypes`.
    ResourceTypes,
    /// `/ResourceTypes/{name}`.
    ResourceType(Cow<'p, str>),
    /// `/Me`.
    Me,
    /// `/Bulk`.
    Bulk,
    /// The base URL itself, which RFC 7644 §3.4.2.1 lets clients query for all types at once.
    Root,
    /// `/.search`: the same with the query in the body.
    RootSearch,
    /// `/scim/v1/…`: another version of the protocol (RFC 7644 §3.13).
    OtherVersion,
    /// Anything else.
    Unknown,
}

impl<'p> Route<'p> {
    /// Reads a path. Empty segments count for nothing: a base URL pasted with a slash at its end
    /// makes `//Users`. Nor does `.scim` at the end, by which a client may say what it wants
    /// (RFC 7644 §3.8).
    pub(super) fn of(path: &'p str) -> Self {
        let path = path.strip_suffix(".scim").unwrap_or(path);
        let mut segments = path.split('/').filter(|segment| !segment.is_empty());
        let mut base = BASE_PATH.split('/').filter(|segment| !segment.is_empty());
        if segments.next() != base.next() {
            return Self::Unknown;
        }
        match segments.next() {
            version if version == base.next() => {}
            Some(version) if is_version(version) => return Self::OtherVersion,
            _ => return Self::Unknown,
        }
        let (endpoint, below) = (segments.next(), segments.next());
        if segments.next().is_some() {
            return Self::Unknown;
        }
        let Some(endpoint) = endpoint else {
            return Self::Root;
        };
        match (endpoint, below) {
            ("ServiceProviderConfig", None) => Self::ServiceProviderConfig,
            ("Schemas", None) => Self::Schemas,
            ("Schemas", Some(urn)) => Self::Schema(decoded(urn)),
            ("ResourceTypes", None) => Self::ResourceTypes,
            ("ResourceTypes", Some(name)) => Self::ResourceType(decoded(name)),
            ("Me", _) => Self::Me,
            ("Bulk", None) => Self::Bulk,
            (".search", None) => Self::RootSearch,
            _ => {
                Self::of_type(standard(endpoint), below).unwrap_or(Self::Elsewhere(endpoint, below))
            }
        }
    }

    /// The same with the endpoints that a tenant has.
    pub(super) fn within(&self, catalog: &Catalog) -> Self {
        match self {
            Self::Elsewhere(endpoint, below) => {
                let schema = catalog.by_endpoint(endpoint);
                Self::of_type(schema.map(|schema| schema.kind), *below).unwrap_or(Self::Unknown)
            }
            route => route.clone(),
        }
    }

    /// Whether nobody knows the path, as long as no tenant is known.
    pub(super) fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown | Self::Elsewhere(..))
    }

    fn of_type(kind: Option<ResourceKind>, below: Option<&'p str>) -> Option<Self> {
        let kind = kind?;
        Some(match below {
            None => Self::Collection(kind),
            Some(".search") => Self::Search(kind),
            Some(id) => Self::Resource(kind, shortened(decoded(id), LONGEST_ID)),
        })
    }

    /// Whether it may be read without a token (RFC 7643 §5).
    pub(super) fn is_discovery(&self) -> bool {
        matches!(
            self,
            Self::ServiceProviderConfig
                | Self::Schemas
                | Self::Schema(_)
                | Self::ResourceTypes
                | Self::ResourceType(_)
        )
    }

    pub(super) fn kind(&self) -> Option<ResourceKind> {
        match self {
            Self::Collection(kind) | Self::Search(kind) | Self::Resource(kind, _) => Some(*kind),
            _ => None,
        }
    }

    pub(super) fn id(&self) -> Option<&str> {
        match self {
            Self::Resource(_, id) => Some(id),
            _ => None,
        }
    }

    /// The value of `Allow` (RFC 9110 §10.2.1); empty where no method is.
    pub(super) fn allow(&self) -> &'static str {
        match self {
            Self::Collection(_) => "GET, HEAD, POST",
            Self::Resource(..) => "GET, HEAD, PUT, PATCH, DELETE",
            Self::Search(_) | Self::RootSearch | Self::Bulk => "POST",
            Self::Root => "GET, HEAD",
            _ if self.is_discovery() => "GET, HEAD",
            _ => "",
        }
    }

    /// Method and template, e.g. `PATCH /Users/{id}`.
    pub(super) fn operation(&self, method: &Method) -> &'static str {
        match self {
            Self::Collection(ResourceKind::User) => operation!(method, "/Users"),
            Self::Collection(ResourceKind::Group) => operation!(method, "/Groups"),
            Self::Search(ResourceKind::User) => operation!(method, "/Users/.search"),
            Self::Search(ResourceKind::Group) => operation!(method, "/Groups/.search"),
            Self::Resource(ResourceKind::User, _) => operation!(method, "/Users/{id}"),
            Self::Resource(ResourceKind::Group, _) => operation!(method, "/Groups/{id}"),
            Self::Collection(ResourceKind::Declared(_)) | Self::Elsewhere(_, None) => {
                operation!(method, "/{type}")
            }
            Self::Search(ResourceKind::Declared(_)) | Self::Elsewhere(_, Some(".search")) => {
                operation!(method, "/{type}/.search")
            }
            Self::Resource(ResourceKind::Declared(_), _) | Self::Elsewhere(..) => {
                operation!(method, "/{type}/{id}")
            }
            Self::ServiceProviderConfig => operation!(method, "/ServiceProviderConfig"),
            Self::Schemas => operation!(method, "/Schemas"),
            Self::Schema(_) => operation!(method, "/Schemas/{id}"),
            Self::ResourceTypes => operation!(method, "/ResourceTypes"),
            Self::ResourceType(_) => operation!(method, "/ResourceTypes/{id}"),
            Self::Me => operation!(method, "/Me"),
            Self::Bulk => operation!(method, "/Bulk"),
            Self::Root => operation!(method, "/"),
            Self::RootSearch => operation!(method, "/.search"),
            Self::OtherVersion | Self::Unknown => operation!(method, "(unknown path)"),
        }
    }
}

/// The types that every tenant has. Their endpoints are taken in any case: people type them.
fn standard(endpoint: &str) -> Option<ResourceKind> {
    if endpoint.eq_ignore_ascii_case("Users") {
        Some(ResourceKind::User)
    } else if endpoint.eq_ignore_ascii_case("Groups") {
        Some(ResourceKind::Group)
    } else {
        None
    }
}

fn is_version(segment: &str) -> bool {
    segment
        .strip_prefix('v')
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// An id that is no UTF-8 stays encoded, and is then as unknown as any other.
/// At most so many characters, with a mark where more were: it may name something, and is nothing.
pub(super) fn shortened(text: Cow<'_, str>, longest: usize) -> Cow<'_, str> {
    match text.char_indices().nth(longest) {
        None => text,
        Some((end, _)) => {
            let start = text.get(..end).unwrap_or_default();
            Cow::Owned(format!("{start}…"))
        }
    }
}

fn decoded(segment: &str) -> Cow<'_, str> {
    percent::decode(segment).unwrap_or(Cow::Borrowed(segment))
}

#[cfg(test)]
mod tests;
