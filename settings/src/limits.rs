//! `[limits]`: what one connection or request may take.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::place::{Place, Refusal};

/// `[limits]`: what one connection or request may take.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, expecting = "a table")]
pub struct Limits {
    /// Time for a TLS handshake.
    #[serde(with = "crate::duration::positive")]
    pub handshake: Duration,
    /// Time to send a request's head.
    #[serde(with = "crate::duration::positive")]
    pub header: Duration,
    /// Time to send a request's body.
    #[serde(with = "crate::duration::positive")]
    pub body: Duration,
    /// Time to answer a request whose body has arrived.
    #[serde(with = "crate::duration::positive")]
    pub request: Duration,
    /// Time that a kept-alive connection may be silent.
    #[serde(with = "crate::duration::positive")]
    pub idle: Duration,
    /// A request's head, in bytes; 8 KiB at least, which is what hyper needs.
    #[serde(with = "crate::bytes")]
    pub header_bytes: usize,
    /// Header fields in a request.
    #[serde(deserialize_with = "crate::count::deserialize")]
    pub headers: usize,
    /// A request's body, in bytes.
    #[serde(with = "crate::bytes")]
    pub body_bytes: usize,
    /// Arrays and objects within each other in a body; 128 at most.
    #[serde(deserialize_with = "crate::count::deserialize")]
    pub json_depth: usize,
    /// Values in a body: strings, numbers, arrays, objects and the rest.
    #[serde(deserialize_with = "crate::count::deserialize")]
    pub json_values: usize,
    /// Connections open at once.
    #[serde(deserialize_with = "crate::count::deserialize")]
    pub connections: usize,
    /// Connections open at once from one address.
    #[serde(deserialize_with = "crate::count::deserialize")]
    pub connections_per_address: usize,
    /// HTTP/2 streams open at once on a connection.
    #[serde(deserialize_with = "crate::count::deserialize")]
    pub streams: u32,
    /// Resources on a list page whose request gives no `count`.
    #[serde(deserialize_with = "crate::count::deserialize")]
    pub page_default: u64,
    /// Resources on a list page, whatever `count` asks for (RFC 7644 §3.4.2.4).
    #[serde(deserialize_with = "crate::count::deserialize")]
    pub page_max: u64,
    /// Time from a page to the request for the next one by its cursor (RFC 9865 §4); a second at
    /// least.
    #[serde(with = "crate::duration::positive")]
    pub cursor: Duration,
    /// Operations in a bulk request, its `maxOperations` (RFC 7644 §3.7.4).
    #[serde(deserialize_with = "crate::count::deserialize")]
    pub bulk_operations: usize,
    /// CPU time for a filter that no index answers.
    #[serde(with = "crate::duration::positive")]
    pub scan: Duration,
    /// Such filters running at once.
    #[serde(deserialize_with = "crate::count::deserialize")]
    pub scans: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            handshake: Duration::from_secs(10),
            header: Duration::from_secs(15),
            body: Duration::from_secs(30),
            request: Duration::from_secs(30),
            idle: Duration::from_mins(2),
            header_bytes: 64 << 10,
            headers: 100,
            body_bytes: 8 << 20,
            json_depth: 32,
            json_values: 500_000,
            connections: 10_000,
            connections_per_address: 500,
            streams: 100,
            page_default: 100,
            page_max: 1000,
            cursor: Duration::from_hours(1),
            bulk_operations: 1000,
            scan: Duration::from_secs(2),
            scans: 4,
        }
    }
}

impl Limits {
    /// hyper panics below it.
    const LEAST_HEADER_BYTES: usize = 8 << 10;
    /// Readers of JSON recurse, and a thread's stack ends.
    const MOST_JSON_DEPTH: usize = 128;

    pub(crate) fn check(&self) -> Result<(), Refusal> {
        let at = |key| Place::key("limits", key);
        if self.header_bytes < Self::LEAST_HEADER_BYTES {
            return Err(Refusal::new(
                at("header_bytes"),
                "this is less than HTTP/1.1 needs to work",
                "give at least 8KiB",
            ));
        }
        if self.json_depth > Self::MOST_JSON_DEPTH {
            return Err(Refusal::new(
                at("json_depth"),
                "reading JSON this deep is not safe",
                format!("give at most {}", Self::MOST_JSON_DEPTH),
            ));
        }
        if self.cursor < Duration::from_secs(1) {
            return Err(Refusal::new(
                at("cursor"),
                "clients are told this time in whole seconds",
                "give at least 1s",
            ));
        }
        if self.page_default > self.page_max {
            return Err(Refusal::new(
                at("page_default"),
                format!(
                    "`page_default` ({}) is above `page_max` ({})",
                    self.page_default, self.page_max
                ),
                "lower the one or raise the other",
            )
            .or_at(at("page_max")));
        }
        Ok(())
    }
}
