//! Response bodies: in one piece or in chunks.

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_util::Stream;
use http_body::{Frame, SizeHint};

use crate::provider::{self, Failure};

/// The body of an answer.
pub struct Body(Content);

enum Content {
    Whole(Bytes),
    Stream(Pin<Box<dyn Stream<Item = Result<Bytes, Failure>> + Send>>),
}

/// A body that could not be sent to its end. The connection (or the HTTP/2 stream) is reset, so
/// that a client never takes the first half for the whole.
#[derive(Debug, thiserror::Error)]
#[error("the body broke off")]
pub struct Aborted(#[source] Failure);

// === impl Body ===

impl Body {
    /// No bytes.
    pub fn empty() -> Self {
        Self::from(Bytes::new())
    }

    /// As [`Self::into_whole`], to look at; `None` of one that is streamed.
    pub(crate) fn whole(&self) -> Option<&Bytes> {
        match &self.0 {
            Content::Whole(bytes) => Some(bytes),
            Content::Stream(_) => None,
        }
    }

    /// The bytes of a body in one piece; none of one that is streamed.
    pub(crate) fn into_whole(self) -> Bytes {
        match self.0 {
            Content::Whole(bytes) => bytes,
            Content::Stream(_) => Bytes::new(),
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Content::Whole(bytes))
    }
}

impl From<provider::Body> for Body {
    fn from(body: provider::Body) -> Self {
        Self(match body {
            provider::Body::Omitted => Content::Whole(Bytes::new()),
            provider::Body::Whole(bytes) => Content::Whole(bytes),
            provider::Body::Stream(stream) => Content::Stream(stream),
        })
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = Aborted;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Aborted>>> {
        match &mut self.0 {
            Content::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Content::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Content::Stream(stream) => stream
                .as_mut()
                .poll_next(context)
                .map(|item| item.map(|chunk| chunk.map(Frame::data).map_err(Aborted))),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(&self.0, Content::Whole(bytes) if bytes.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Content::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Content::Stream(_) => SizeHint::default(),
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Content::Whole(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Content::Stream(_) => f.write_str("Body(stream)"),
        }
    }
}
