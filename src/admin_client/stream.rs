//! Server-sent events of the admin API.

use std::ops::ControlFlow;

use http::{Request, header};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;

use super::{AdminClient, read, unreadable};
use crate::error::Error;

impl AdminClient {
    /// Hands over the name and the data of each event, until the daemon or the visitor ends it.
    pub(crate) async fn stream(
        &self,
        path: &str,
        visit: impl FnMut(&str, &str) -> Result<ControlFlow<()>, Error>,
    ) -> Result<(), Error> {
        let (mut sender, connection) = self.connect().await?;
        let request = Request::get(path)
            .header(header::HOST, "rosterd")
            .body(Full::new(Bytes::new()))
            .map_err(unreadable)?;
        let events = async {
            let response = sender.send_request(request).await.map_err(unreadable)?;
            let status = response.status();
            let mut body = response.into_body();
            if !status.is_success() {
                let bytes = body.collect().await.map_err(unreadable)?.to_bytes();
                return read(status, &bytes);
            }
            let mut blocks = Blocks::new(visit);
            while let Some(frame) = body.frame().await {
                if let Ok(chunk) = frame.map_err(unreadable)?.into_data()
                    && blocks.read(&chunk)?.is_break()
                {
                    break;
                }
            }
            Ok(())
        };
        // The connection must be polled for the answer to arrive; it ends with it.
        tokio::pin!(connection, events);
        tokio::select! {
            ended = &mut events => ended,
            _ = &mut connection => events.await,
        }
    }
}

/// Lines as they come, however the chunks cut them.
struct Blocks<V> {
    rest: Vec<u8>,
    name: String,
    data: String,
    visit: V,
}

impl<V: FnMut(&str, &str) -> Result<ControlFlow<()>, Error>> Blocks<V> {
    fn new(visit: V) -> Self {
        Self {
            rest: Vec::new(),
            name: String::new(),
            data: String::new(),
            visit,
        }
    }

    fn read(&mut self, chunk: &[u8]) -> Result<ControlFlow<()>, Error> {
        self.rest.extend_from_slice(chunk);
        while let Some(end) = self.rest.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.rest.drain(..=end).collect();
            let line = String::from_utf8_lossy(&line);
            if self.line(line.trim_end())?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn line(&mut self, line: &str) -> Result<ControlFlow<()>, Error> {
        if let Some(name) = line.strip_prefix("event: ") {
            name.clone_into(&mut self.name);
        } else if let Some(data) = line.strip_prefix("data: ") {
            data.clone_into(&mut self.data);
        } else if line.is_empty() && !self.data.is_empty() {
            let name = std::mem::take(&mut self.name);
            let data = std::mem::take(&mut self.data);
            return (self.visit)(&name, &data);
        }
        Ok(ControlFlow::Continue(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_read_however_they_are_cut_and_comments_are_none() {
        let text = ": watching\n\nevent: call\ndata: {\"n\":1}\n\n:\n\nevent: lost\ndata: 3\n\n";
        for size in 1..text.len() {
            let mut seen = Vec::new();
            let mut blocks = Blocks::new(|name: &str, data: &str| {
                seen.push(format!("{name} {data}"));
                Ok(ControlFlow::Continue(()))
            });
            for chunk in text.as_bytes().chunks(size) {
                assert!(blocks.read(chunk).unwrap().is_continue());
            }
            assert_eq!(seen, ["call {\"n\":1}", "lost 3"], "{size}");
        }
    }
}
