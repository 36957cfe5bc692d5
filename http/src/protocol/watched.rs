//! What somebody sees who watches the calls of a tenant (I8). Nothing is kept of calls that nobody
//! watches.

mod redacted;

use std::{sync::OnceLock, time::Instant};

use bytes::Bytes;
use serde_json::Value;

use crate::{
    answer::Answer,
    provider::{Exchange, Provider, Session},
};
use redacted::redacted;

use super::dispatch::Arrived;

/// A call that is watched.
#[derive(Debug)]
pub(super) struct Watched {
    begun: Instant,
    body: OnceLock<Bytes>,
}

impl Watched {
    /// None of a session that nobody watches.
    pub(super) fn of(session: &impl Session) -> Option<Self> {
        session.is_watched().then(|| Self {
            begun: Instant::now(),
            body: OnceLock::new(),
        })
    }

    /// The body has arrived.
    pub(super) fn body(&self, bytes: &Bytes) {
        self.body.get_or_init(|| bytes.clone());
    }

    /// The answer is made.
    pub(super) fn show<P: Provider>(
        &self,
        arrived: &Arrived<'_, P>,
        base_url: &str,
        session: &impl Session,
        answer: &Answer,
    ) {
        let sent = self.body.get().map(json).unwrap_or_default();
        let path = arrived.parts.uri.path();
        let path = path.strip_prefix(crate::options::BASE_PATH).unwrap_or(path);
        let query = arrived.parts.uri.query().map(redacted::query);
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        let url = format!("{base_url}{}{query}", redacted::path(path));
        let given = answer.body().whole().map(json).unwrap_or_default();
        let detail = given.get("detail").and_then(Value::as_str);
        let detail = detail.map(|detail| redacted::without_texts(detail, &sent));
        let mut answered = redacted(given);
        if let (Some(shown), Some(detail)) = (answered.get_mut("detail"), detail) {
            *shown = Value::String(detail);
        }
        session.show(Exchange {
            request_id: arrived.request_id.to_owned(),
            token_id: session.token_id().to_owned(),
            client: arrived.client(),
            method: arrived.parts.method.to_string(),
            url,
            body: redacted(sent),
            status: answer.status().as_u16(),
            answer: answered,
            micros: u64::try_from(self.begun.elapsed().as_micros()).unwrap_or(u64::MAX),
        });
    }
}

/// Null for what is no JSON.
fn json(bytes: &Bytes) -> Value {
    serde_json::from_slice(bytes).unwrap_or_default()
}
