//! Reading a request's body within the limits.

mod content_coding;
mod gunzip;

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode, header::CONTENT_TYPE};
use http_body::Body as _;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use settings::Limits;

use crate::media_type;
use content_coding::ContentCoding;
use gunzip::gunzip;

pub(crate) use content_coding::name_accepted;

/// Why a body can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BodyError {
    /// 415.
    #[error(
        "The Content-Type of this request isn't JSON. Send the body as application/scim+json or \
         application/json."
    )]
    MediaType,
    /// 415.
    #[error(
        "The Content-Type of this request names a charset other than UTF-8, which JSON is in \
         (RFC 7644 section 3.8). Send the body in UTF-8."
    )]
    Charset,
    /// 415.
    #[error(
        "The Content-Encoding of this request isn't read here. Send the body as gzip or as it is."
    )]
    ContentCoding,
    /// 400.
    #[error("The Content-Encoding is gzip, but the body is no gzip, or is damaged or incomplete.")]
    NotGzip,
    /// 413.
    #[error(
        "The body is larger than {limit} bytes, which is the limit (maxPayloadSize), also for what gzip unpacks. \
         Send the change in several requests, for example fewer members at a time."
    )]
    TooLarge {
        /// `limits.body_bytes`.
        limit: usize,
    },
    /// 408.
    #[error("The body did not arrive within {seconds} seconds.")]
    TooSlow {
        /// `limits.body`.
        seconds: u64,
    },
    /// 400. The client hardly reads this: it broke the body off.
    #[error("The body broke off before its end.")]
    BrokeOff,
}

impl BodyError {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::MediaType | Self::Charset | Self::ContentCoding => {
                StatusCode::UNSUPPORTED_MEDIA_TYPE
            }
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow { .. } => StatusCode::REQUEST_TIMEOUT,
            Self::BrokeOff | Self::NotGzip => StatusCode::BAD_REQUEST,
        }
    }
}

/// The whole JSON body. Without a `Content-Type` it is taken for JSON (RFC 9110 §8.3 allows to
/// look at the data); the JSON reader finds out if it isn't.
pub(crate) async fn read(
    headers: &HeaderMap,
    body: Incoming,
    limits: &Limits,
) -> Result<Bytes, BodyError> {
    if let Some(sent) = headers.get(CONTENT_TYPE) {
        media_type::check_json(sent)?;
    }
    unpacked(headers, body, limits.body_bytes, limits.body).await
}

/// The whole body, whatever its type, of at most `limit` bytes also when it is unpacked.
pub(crate) async fn unpacked(
    headers: &HeaderMap,
    body: Incoming,
    limit: usize,
    time: Duration,
) -> Result<Bytes, BodyError> {
    let coding = ContentCoding::of(headers)?;
    // The announced length: refusing by it spares both sides the transfer.
    if usize::try_from(body.size_hint().lower()).map_or(true, |announced| announced > limit) {
        return Err(BodyError::TooLarge { limit });
    }
    let sent = tokio::time::timeout(time, collect(body, limit))
        .await
        .unwrap_or(Err(BodyError::TooSlow {
            seconds: time.as_secs(),
        }))?;
    match coding {
        ContentCoding::Identity => Ok(sent),
        ContentCoding::Gzip => gunzip(sent, limit).await,
    }
}

/// Most bodies come in one chunk, which is then not copied.
async fn collect(mut body: Incoming, limit: usize) -> Result<Bytes, BodyError> {
    let mut first = Bytes::new();
    let mut all = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| BodyError::BrokeOff)?;
        let Ok(chunk) = frame.into_data() else {
            continue;
        };
        if first.len() + all.len() + chunk.len() > limit {
            return Err(BodyError::TooLarge { limit });
        }
        if first.is_empty() && all.is_empty() {
            first = chunk;
        } else {
            if all.is_empty() {
                all.extend_from_slice(&std::mem::take(&mut first));
            }
            all.extend_from_slice(&chunk);
        }
    }
    Ok(if all.is_empty() { first } else { all.freeze() })
}
