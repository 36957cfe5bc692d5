//! Server-sent events, as HTML defines them: one block of lines for each.

use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http::{HeaderValue, StatusCode};
use tokio::time::timeout;

use crate::{
    admin::{Calls, Watched},
    answer::{self, Answer, Body},
    provider,
};

const EVENT_STREAM: HeaderValue = HeaderValue::from_static("text/event-stream");
/// After so long without a call a comment is sent, so that neither side takes the other for gone.
const QUIET: Duration = Duration::from_secs(15);

/// 200, which ends when the calls do.
pub(super) fn calls(calls: Calls) -> Answer {
    let blocks = stream::unfold(calls, |mut calls| async {
        let block = match timeout(QUIET, calls.next()).await {
            Ok(Some(watched)) => block(&watched),
            Ok(None) => return None,
            Err(_) => String::from(":\n\n"),
        };
        Some((Ok(Bytes::from(block)), calls))
    });
    // The head goes out with the first bytes: who watches need not wait for a call to know that it works.
    let first = stream::iter([Ok(Bytes::from_static(b": watching\n\n"))]);
    let body = provider::Body::Stream(Box::pin(first.chain(blocks)));
    answer::with_body(StatusCode::OK, EVENT_STREAM, Body::from(body))
}

fn block(watched: &Watched) -> String {
    match watched {
        Watched::Call(exchange) => {
            let call = serde_json::to_string(&**exchange).unwrap_or_default();
            format!("event: call\ndata: {call}\n\n")
        }
        Watched::Lost(count) => format!("event: lost\ndata: {count}\n\n"),
    }
}
