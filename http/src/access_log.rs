//! One line a request (O13): ids, route template, status, microseconds. Never a body, a query
//! string, a token or an address of a person.

use std::time::Instant;

use http::StatusCode;
use tracing::Level;

use crate::provider::Session;

/// nginx's status for a client that left before its answer.
const CLIENT_LEFT: u16 = 499;

/// The line of one request. It is written when it is dropped, so that a request whose client left
/// leaves one too.
#[derive(Debug)]
pub(crate) struct Line<'r> {
    request_id: &'r str,
    /// Method and route template.
    operation: &'static str,
    /// None where nobody would read the line.
    begun: Option<Instant>,
    tenant: Option<String>,
    token: Option<String>,
    status: u16,
}

impl<'r> Line<'r> {
    pub(crate) fn begin(request_id: &'r str, operation: &'static str) -> Self {
        Self {
            request_id,
            operation,
            begun: tracing::enabled!(Level::INFO).then(Instant::now),
            tenant: None,
            token: None,
            status: CLIENT_LEFT,
        }
    }

    /// Once it is known who asks.
    pub(crate) fn by(&mut self, session: &impl Session) {
        if self.begun.is_some() {
            self.of(&session.tenant_id(), session.token_id());
        }
    }

    /// As [`Line::by`], where there is no session.
    pub(crate) fn of(&mut self, tenant_id: &str, token_id: &str) {
        self.tenant = Some(tenant_id.to_owned());
        self.token = Some(token_id.to_owned());
    }

    pub(crate) fn end(mut self, status: StatusCode) {
        self.status = status.as_u16();
    }
}

impl Drop for Line<'_> {
    fn drop(&mut self) {
        let Some(begun) = self.begun else {
            return;
        };
        let micros = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        tracing::info!(
            request = self.request_id,
            tenant = self.tenant,
            token = self.token,
            route = self.operation,
            status = self.status,
            micros,
            "request"
        );
    }
}
