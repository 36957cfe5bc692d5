//! The head of an answer, as far as a client needs it that knows its server.

use crate::Fallible;

/// A status line and its fields.
#[derive(Debug)]
pub(crate) struct Head {
    /// The status.
    pub(crate) status: u16,
    /// How the body is framed.
    pub(crate) body: Framing,
    /// Bytes of the head, the empty line included.
    pub(crate) length: usize,
}

/// RFC 9112 §6, without what a rosterd never sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Framing {
    /// So many bytes; none where no field says so.
    Length(usize),
    /// Chunks.
    Chunked,
}

impl Head {
    /// Reads the head that a buffer begins with; `None` while it is not all there.
    pub(crate) fn read(buffer: &[u8]) -> Fallible<Option<Self>> {
        const END: &[u8] = b"\r\n\r\n";
        let Some(at) = buffer.windows(END.len()).position(|bytes| bytes == END) else {
            return Ok(None);
        };
        let length = at + END.len();
        let text = std::str::from_utf8(buffer.get(..length).unwrap_or_default())?;
        let status = text.split(' ').nth(1).ok_or("no status line")?.parse()?;
        let mut body = Framing::Length(0);
        for (name, value) in fields(text) {
            if name.eq_ignore_ascii_case("content-length") {
                body = Framing::Length(value.parse()?);
            } else if name.eq_ignore_ascii_case("transfer-encoding") {
                body = Framing::Chunked;
            }
        }
        Ok(Some(Self {
            status,
            body,
            length,
        }))
    }
}

/// The fields of a head, in their order.
pub(crate) fn fields(head: &str) -> impl Iterator<Item = (&str, &str)> {
    let lines = head.split("\r\n").skip(1);
    lines.filter_map(|line| line.split_once(": "))
}
