//! One keep-alive connection.

use std::net::SocketAddr;

use bytes::{Buf as _, BytesMut};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use super::head::{Framing, Head};
use crate::Fallible;

/// Sends one request at a time and reads the answer to its end. Its buffers are used again.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: TcpStream,
    /// What came and has not been looked at.
    arrived: BytesMut,
    head: BytesMut,
    body: BytesMut,
}

impl Connection {
    pub(crate) async fn open(server: SocketAddr) -> Fallible<Self> {
        let stream = TcpStream::connect(server).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            arrived: BytesMut::with_capacity(2 * ROOM),
            head: BytesMut::new(),
            body: BytesMut::new(),
        })
    }

    /// Sends a request, waits for the whole answer, gives its status.
    pub(crate) async fn exchange(&mut self, request: &[u8]) -> Fallible<u16> {
        // What shares the buffer goes first, so that it need not grow.
        self.head = BytesMut::new();
        self.body = BytesMut::new();
        self.stream.write_all(request).await?;
        let head = loop {
            self.receive().await?;
            if let Some(head) = Head::read(&self.arrived)? {
                break head;
            }
        };
        self.head = self.arrived.split_to(head.length);
        match head.body {
            Framing::Length(length) => self.read_sized(length).await?,
            Framing::Chunked => self.read_chunks().await?,
        }
        Ok(head.status)
    }

    /// The head of the last answer, as it came.
    pub(crate) fn head(&self) -> &[u8] {
        &self.head
    }

    /// The body of the last answer, without its framing.
    pub(crate) fn body(&self) -> &[u8] {
        &self.body
    }

    async fn read_sized(&mut self, length: usize) -> Fallible<()> {
        while self.arrived.len() < length {
            self.receive().await?;
        }
        self.body = self.arrived.split_to(length);
        Ok(())
    }

    /// RFC 9112 §7.1, without trailers and extensions.
    async fn read_chunks(&mut self) -> Fallible<()> {
        loop {
            let length = self.read_chunk_length().await?;
            while self.arrived.len() < length + NEWLINE.len() {
                self.receive().await?;
            }
            self.body
                .extend_from_slice(self.arrived.get(..length).unwrap_or_default());
            self.arrived.advance(length + NEWLINE.len());
            if length == 0 {
                return Ok(());
            }
        }
    }

    async fn read_chunk_length(&mut self) -> Fallible<usize> {
        let at = loop {
            let newline = self
                .arrived
                .windows(NEWLINE.len())
                .position(|bytes| bytes == NEWLINE);
            if let Some(at) = newline {
                break at;
            }
            self.receive().await?;
        };
        let line = self.arrived.split_to(at);
        self.arrived.advance(NEWLINE.len());
        Ok(usize::from_str_radix(std::str::from_utf8(&line)?, 16)?)
    }

    async fn receive(&mut self) -> Fallible<()> {
        self.arrived.reserve(ROOM);
        if self.stream.read_buf(&mut self.arrived).await? == 0 {
            return Err("the server closed the connection".into());
        }
        Ok(())
    }
}

/// Bytes that one read may bring.
const ROOM: usize = 32 << 10;
const NEWLINE: &[u8] = b"\r\n";
