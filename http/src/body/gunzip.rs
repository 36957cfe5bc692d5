//! Unpacking gzip (RFC 1952) without being overrun by it.
//!
//! A few kilobytes can unpack to a thousand times as much: what comes out is bounded by the limit
//! of bodies, and more than a little of it is unpacked where no other request waits.

use std::io::Read as _;

use bytes::Bytes;
use flate2::bufread::GzDecoder;
use tokio::sync::Semaphore;

use super::BodyError;

/// In bytes, packed or unpacked: about what takes as long as the rest of a request.
const QUICK: usize = 64 << 10;
/// A file may be several packed ones in a row. Each costs a fresh decoder, even an empty one, and
/// who splits bodies to pack them in parallel makes far fewer.
const MOST_MEMBERS: usize = 4_096;
/// How many bodies are unpacked beside the requests at once, in the whole process.
static TURNS: Semaphore = Semaphore::const_new(4);

/// The body that was packed, which may have `limit` bytes.
pub(super) async fn gunzip(packed: Bytes, limit: usize) -> Result<Bytes, BodyError> {
    if packed.len() <= QUICK {
        match unpacked(&packed, QUICK.min(limit)) {
            Err(BodyError::TooLarge { .. }) if limit > QUICK => {}
            quick => return quick,
        }
    }
    // Only a closed semaphore fails, and this one is never closed.
    let _turn = TURNS.acquire().await.ok();
    tokio::task::spawn_blocking(move || unpacked(&packed, limit))
        .await
        .unwrap_or(Err(BodyError::NotGzip))
}

/// Stops one byte behind the limit, however much would still come.
fn unpacked(packed: &[u8], limit: usize) -> Result<Bytes, BodyError> {
    let mut body = Vec::new();
    let mut rest = packed;
    for _ in 0..MOST_MEMBERS {
        let mut member = GzDecoder::new(rest);
        let room = (limit - body.len()) as u64 + 1;
        member
            .by_ref()
            .take(room)
            .read_to_end(&mut body)
            .map_err(|_| BodyError::NotGzip)?;
        if body.len() > limit {
            return Err(BodyError::TooLarge { limit });
        }
        rest = member.into_inner();
        if rest.is_empty() {
            return Ok(body.into());
        }
    }
    Err(BodyError::NotGzip)
}

#[cfg(test)]
mod tests;
