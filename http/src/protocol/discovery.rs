//! `/ServiceProviderConfig`, `/Schemas`, `/ResourceTypes` (RFC 7644 §4).

use scim::{
    ScimError,
    discovery::{self, Limits},
    schema::Catalog,
};

use super::{not_found, parameters::Parameters, render, route::Route, stop::Stop};
use crate::{answer::Answer, options::HttpOptions};

/// Paging, sorting and projection are ignored; a filter is refused, as RFC 7644 §4 wants it, so
/// that nobody takes the whole list for the result.
pub(super) fn read(
    route: &Route<'_>,
    query: Option<&str>,
    base_url: &str,
    options: &HttpOptions,
    catalog: &Catalog,
    unique_group_names: bool,
) -> Result<Answer, Stop> {
    if Parameters::from_query(query)?.filter.is_some() {
        return Err(
            ScimError::new(403, "Discovery can't be filtered; read the whole list.").into(),
        );
    }
    let limits = Limits {
        max_results: options.limits.page_max,
        default_results: options.limits.page_default,
        cursor_seconds: options.limits.cursor.as_secs(),
        max_operations: options.limits.bulk_operations as u64,
        max_payload_bytes: options.limits.body_bytes as u64,
    };
    let (found, searched) = match route {
        Route::ServiceProviderConfig => (
            Some(discovery::service_provider_config(base_url, limits)),
            None,
        ),
        Route::Schemas => (
            Some(discovery::schemas(base_url, catalog, unique_group_names)),
            None,
        ),
        Route::Schema(urn) => (
            discovery::schema(base_url, catalog, urn, unique_group_names),
            Some(("Schema", urn)),
        ),
        Route::ResourceTypes => (Some(discovery::resource_types(base_url, catalog)), None),
        Route::ResourceType(name) => (
            discovery::resource_type(base_url, catalog, name),
            Some(("ResourceType", name)),
        ),
        _ => (None, None),
    };
    match (found, searched) {
        (Some(value), _) => Ok(render::value(&value)),
        (None, Some((what, id))) => {
            let detail = format!("There is no {what} '{id}'.");
            Err(ScimError::new(404, detail).into())
        }
        (None, None) => Err(not_found::unknown_path(base_url).into()),
    }
}
