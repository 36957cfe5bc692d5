//! What a connection is doing, and until when it may.
//!
//! hyper's own header timeout would do less and cost more: it does not run while the preface is
//! awaited, it counts a silent kept-alive connection as a slow head, and it makes a timer for each
//! request.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use http_body::{Body, Frame, SizeHint};
use tokio::time::Instant;

/// Shared by the bytes and the requests of one connection.
#[derive(Debug)]
pub(super) struct Pace {
    header: Duration,
    idle: Duration,
    opened: Instant,
    /// Requests whose answer is not yet handed over.
    under_way: AtomicU32,
    /// The first bytes of a head have come, the last ones haven't.
    in_head: AtomicBool,
    /// When the present silence or head began, in nanoseconds after `opened`.
    since: AtomicU64,
    /// The client may still be sending a body that nobody reads.
    unread_body: AtomicBool,
}

impl Pace {
    pub(super) fn new(header: Duration, idle: Duration) -> Self {
        Self {
            header,
            idle,
            opened: Instant::now(),
            under_way: AtomicU32::new(0),
            // Who connects has something to say: the first head is awaited from the start.
            in_head: AtomicBool::new(true),
            since: AtomicU64::new(0),
            unread_body: AtomicBool::new(false),
        }
    }

    /// A head is complete.
    pub(super) fn begin(self: &Arc<Self>) -> UnderWay {
        self.under_way.fetch_add(1, Ordering::Relaxed);
        UnderWay(Arc::clone(self))
    }

    /// Bytes came that belong to the next head, if no request is under way.
    pub(super) fn head_bytes(&self) {
        if self.under_way.load(Ordering::Relaxed) == 0
            && !self.in_head.swap(true, Ordering::Relaxed)
        {
            self.mark();
        }
    }

    /// There are no more heads to wait for byte by byte: the connection speaks HTTP/2.
    pub(super) fn no_heads(&self) {
        self.in_head.store(false, Ordering::Relaxed);
        self.mark();
    }

    /// Until when the client may be silent; None while it waits for us.
    pub(super) fn deadline(&self) -> Option<Instant> {
        if self.under_way.load(Ordering::Relaxed) > 0 {
            return None;
        }
        let limit = if self.in_head.load(Ordering::Relaxed) {
            self.header
        } else {
            self.idle
        };
        let since = Duration::from_nanos(self.since.load(Ordering::Relaxed));
        Some(self.opened + since + limit)
    }

    /// How long the client may leave our bytes lying.
    pub(super) fn write_stall(&self) -> Duration {
        self.idle
    }

    /// A request was refused before its body, or even its head, was read.
    pub(super) fn leaves_body_unread(&self) {
        self.unread_body.store(true, Ordering::Relaxed);
    }

    pub(super) fn has_unread_body(&self) -> bool {
        self.unread_body.load(Ordering::Relaxed)
    }

    fn mark(&self) {
        let since = u64::try_from(self.opened.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.since.store(since, Ordering::Relaxed);
    }
}

/// One request, until its answer is handed over or given up.
#[derive(Debug)]
pub(super) struct UnderWay(Arc<Pace>);

impl UnderWay {
    /// The request was refused before its body was read.
    pub(super) fn leaves_body_unread(&self) {
        self.0.leaves_body_unread();
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let pace = &self.0;
        pace.in_head.store(false, Ordering::Relaxed);
        pace.mark();
        pace.under_way.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A response's body that keeps its request under way.
#[derive(Debug)]
pub(super) struct Counted<B> {
    body: B,
    _request: UnderWay,
}

impl<B> Counted<B> {
    pub(super) fn new(body: B, request: UnderWay) -> Self {
        Self {
            body,
            _request: request,
        }
    }
}

impl<B: Body + Unpin> Body for Counted<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
