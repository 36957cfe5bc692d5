//! All members in one answer, however many they are: printed page by page, out of one moment.

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http::StatusCode;
use serde_json::Value;

use crate::{
    admin::{MemberView, Snapshot},
    answer::{self, Answer, Body},
    media_type::JSON,
    provider::{self, Failure},
};

/// 200. What breaks off is cut, so that nobody takes the first half for the whole.
pub(super) fn answer(snapshot: Snapshot) -> Answer {
    let Snapshot {
        tenant,
        seq,
        hash,
        members,
    } = snapshot;
    let head = format!(
        "{{\"tenant\":{},\"seq\":{seq},\"hash\":{},\"members\":[",
        Value::from(tenant),
        Value::from(hash)
    );
    let mut is_first = true;
    let pages = members.map(move |page| {
        let page = page.map_err(|_| Failure::Broken)?;
        print(&page, &mut is_first)
    });
    let head = stream::iter([Ok(Bytes::from(head))]);
    let end = stream::iter([Ok(Bytes::from_static(b"]}"))]);
    let body = provider::Body::Stream(Box::pin(head.chain(pages).chain(end)));
    answer::with_body(StatusCode::OK, JSON, Body::from(body))
}

fn print(page: &[MemberView], is_first: &mut bool) -> Result<Bytes, Failure> {
    let mut text = Vec::new();
    for member in page {
        if !std::mem::replace(is_first, false) {
            text.push(b',');
        }
        serde_json::to_writer(&mut text, member).map_err(|_| Failure::Broken)?;
    }
    Ok(Bytes::from(text))
}
