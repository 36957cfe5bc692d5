//! Words for hyper's own refusals.
//!
//! Before a request is whole hyper knows no service: it answers bytes that are none with a status
//! and nothing else. Here that answer is told by its bytes and gets the service's body and headers
//! instead, so that it has a request id as every other one.

use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use bytes::{Buf, Bytes};
use http::StatusCode;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::pace::Pace;
use crate::{answer::Answer, service::Service};

/// How hyper's own refusals begin, and what says that they have no body. Ours say their length too,
/// but not this one.
const BEGIN: &[u8] = b"HTTP/1.1 4";
const NO_BODY: &str = "\r\ncontent-length: 0\r\n";
const END: &str = "\r\n\r\n";
/// On every answer of a service.
const SERVICE: &str = "\r\nx-request-id: ";

/// A stream that hyper writes to.
#[derive(Debug)]
pub(super) struct Worded<S, H> {
    stream: S,
    service: Arc<H>,
    pace: Arc<Pace>,
    instead: Option<Instead>,
}

/// What is written in place of what hyper gave.
#[derive(Debug)]
struct Instead {
    text: Bytes,
    /// How much of hyper's it stands for.
    stands_for: usize,
}

impl<S, H: Service> Worded<S, H> {
    pub(super) fn new(stream: S, service: Arc<H>, pace: Arc<Pace>) -> Self {
        Self {
            stream,
            service,
            pace,
            instead: None,
        }
    }

    fn replace(&mut self, given: &[u8]) {
        if self.instead.is_none()
            && let Some((status, head)) = refusal(given)
        {
            // What comes after it is not read any more.
            self.pace.leaves_body_unread();
            self.instead = Some(Instead {
                text: with_words(head, self.service.unreadable(status)),
                stands_for: given.len(),
            });
        }
    }
}

/// The status and the text, if hyper itself refuses.
fn refusal(given: &[u8]) -> Option<(StatusCode, &str)> {
    if !given.starts_with(BEGIN) {
        return None;
    }
    let text = std::str::from_utf8(given).ok()?;
    let is_whole = text.ends_with(END) && text.contains(NO_BODY);
    if !is_whole || text.contains(SERVICE) {
        return None;
    }
    let status = text.split(' ').nth(1)?.parse().ok()?;
    Some((status, text))
}

/// Keeps what hyper says of the date and the connection.
fn with_words(head: &str, answer: Answer) -> Bytes {
    let (parts, body) = answer.into_parts();
    let body = body.into_whole();
    let mut fields = format!("\r\ncontent-length: {}\r\n", body.len()).into_bytes();
    for (name, value) in &parts.headers {
        fields.extend_from_slice(name.as_str().as_bytes());
        fields.extend_from_slice(b": ");
        fields.extend_from_slice(value.as_bytes());
        fields.extend_from_slice(b"\r\n");
    }
    let (before, after) = head.split_once(NO_BODY).unwrap_or((head, ""));
    [before.as_bytes(), &fields, after.as_bytes(), &body]
        .concat()
        .into()
}

impl<S: AsyncRead + Unpin, H> AsyncRead for Worded<S, H> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin, H: Service> AsyncWrite for Worded<S, H> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        this.replace(bytes);
        let Some(instead) = &mut this.instead else {
            return Pin::new(&mut this.stream).poll_write(context, bytes);
        };
        while instead.text.has_remaining() {
            let written = ready!(Pin::new(&mut this.stream).poll_write(context, &instead.text))?;
            if written == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            instead.text.advance(written);
        }
        let stands_for = instead.stands_for;
        this.instead = None;
        Poll::Ready(Ok(stands_for))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match slices {
            [only] => self.poll_write(context, only),
            several => Pin::new(&mut self.stream).poll_write_vectored(context, several),
        }
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
