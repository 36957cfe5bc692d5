//! What requests need of the settings, made once per reload.

use settings::{Limits, Settings};

/// Path of the SCIM base URL. The version comes right before the endpoints (RFC 7644 §3.13).
pub(crate) const BASE_PATH: &str = "/scim/v2";

/// One immutable snapshot. A request takes it once and uses it to its end.
#[derive(Debug, Clone, PartialEq)]
pub struct HttpOptions {
    /// E.g. `https://scim.example.com/scim/v2`. None: derived from each request's `Host`.
    pub base_url: Option<String>,
    /// What a connection or a request may take.
    pub limits: Limits,
}

impl From<&Settings> for HttpOptions {
    fn from(settings: &Settings) -> Self {
        Self {
            base_url: settings
                .server
                .public_url
                .as_ref()
                .map(|url| format!("{url}{BASE_PATH}")),
            limits: Limits {
                bulk_operations: bulk_operations(settings),
                ..settings.limits.clone()
            },
        }
    }
}

/// A bulk request is let in as a whole or not at all, so none may have more operations than the rates
/// ever let in at once.
fn bulk_operations(settings: &Settings) -> usize {
    let (most, rates) = (settings.limits.bulk_operations, &settings.rates);
    if !rates.enabled {
        return most;
    }
    let at_once = rates.tenant.burst.min(rates.token.burst);
    most.min(usize::try_from(at_once).unwrap_or(usize::MAX))
}
