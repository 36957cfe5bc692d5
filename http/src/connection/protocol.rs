//! hyper's settings.

use std::time::Duration;

use hyper_util::{
    rt::{TokioExecutor, TokioTimer},
    server::conn::auto::Builder,
};
use settings::Limits;

/// What hyper takes without being told; telling it moves the headers from the stack to the heap.
const DEFAULT_HEADERS: usize = 100;
/// How often a silent HTTP/2 peer is asked whether it lives, and how long it may take to say so.
const PING: Duration = Duration::from_secs(20);
/// Streams that the client opened and reset before they were looked at. Above it the connection
/// ends: this is the rapid-reset attack (CVE-2023-44487).
const PENDING_RESETS: usize = 20;
/// Streams that had to be reset here because the client broke the protocol.
const ERROR_RESETS: usize = 256;

/// HTTP/1.1 and HTTP/2 on one port, told apart by the preface.
pub(super) fn builder(limits: &Limits) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    let mut http1 = builder.http1();
    http1
        .timer(TokioTimer::new())
        // `Pace` measures this, before the preface too, and without a timer per request.
        .header_read_timeout(None)
        // A client may end its side after its last request and still wait for the answer.
        .half_close(true)
        .max_buf_size(limits.header_bytes);
    if limits.headers != DEFAULT_HEADERS {
        http1.max_headers(limits.headers);
    }
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(PING)
        .keep_alive_timeout(PING)
        .max_concurrent_streams(limits.streams)
        .max_header_list_size(u32::try_from(limits.header_bytes).unwrap_or(u32::MAX))
        .max_pending_accept_reset_streams(PENDING_RESETS)
        .max_local_error_reset_streams(ERROR_RESETS);
    builder
}
