//! A server that does nothing but answer: hyper on the runtime that the daemon uses, with one fixed
//! answer. It runs in a process of its own, which is this program started again.

use std::{
    convert::Infallible,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr},
    process::{Child, Command, Stdio},
};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response, StatusCode, header};
use http_body_util::Full;
use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};

use crate::{
    Fallible,
    load::{
        Connection,
        head::{self, Head},
    },
};

/// Makes this program the child.
pub(crate) const FLAG: &str = "--bare-server";

/// The running process; it ends with this value, or when this process ends.
#[derive(Debug)]
pub(crate) struct BareServer {
    child: Child,
    /// Where it listens.
    pub(crate) address: SocketAddr,
}

impl BareServer {
    /// Starts a server that answers everything as a connection's last request was answered.
    pub(crate) fn replay(answered: &Connection) -> Fallible<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg(FLAG)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let stdin = child.stdin.as_mut().ok_or("no pipe to the bare server")?;
        writeln!(stdin, "{}", answered.head().len() + answered.body().len())?;
        stdin.write_all(answered.head())?;
        stdin.write_all(answered.body())?;
        stdin.flush()?;
        let stdout = child
            .stdout
            .as_mut()
            .ok_or("no pipe from the bare server")?;
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line)?;
        let address = line.trim_end().parse()?;
        Ok(Self { child, address })
    }
}

impl Drop for BareServer {
    fn drop(&mut self) {
        // It may be gone already; either way there is nothing left to do.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The child's side: takes the answer from stdin, prints the address, serves until stdin ends.
pub(crate) fn serve() -> Fallible<()> {
    let mut stdin = BufReader::new(std::io::stdin());
    let mut line = String::new();
    stdin.read_line(&mut line)?;
    let mut answer = vec![0; line.trim_end().parse()?];
    stdin.read_exact(&mut answer)?;
    let response = response(&answer)?;
    // As the daemon's: one worker a core.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))?;
    writeln!(std::io::stdout(), "{}", listener.local_addr()?)?;
    runtime.spawn(accept(listener, response));
    stdin.read_to_end(&mut answer)?;
    Ok(())
}

/// The answer that was captured, but for what hyper writes itself.
fn response(answer: &[u8]) -> Fallible<Response<Full<Bytes>>> {
    let head = Head::read(answer)?.ok_or("half an answer")?;
    let (text, body) = answer
        .split_at_checked(head.length)
        .ok_or("half an answer")?;
    let mut response = Response::new(Full::new(Bytes::copy_from_slice(body)));
    *response.status_mut() = StatusCode::from_u16(head.status)?;
    for (name, value) in head::fields(std::str::from_utf8(text)?) {
        let name = HeaderName::from_bytes(name.as_bytes())?;
        if name != header::DATE && name != header::CONTENT_LENGTH {
            response
                .headers_mut()
                .append(name, HeaderValue::from_str(value)?);
        }
    }
    Ok(response)
}

async fn accept(listener: TcpListener, response: Response<Full<Bytes>>) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(converse(stream, response.clone()));
    }
}

async fn converse(stream: TcpStream, response: Response<Full<Bytes>>) -> Fallible<()> {
    stream.set_nodelay(true)?;
    let service = service_fn(|_| std::future::ready(Ok::<_, Infallible>(response.clone())));
    http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await?;
    Ok(())
}
