//! Where an issuer publishes its keys: a web server on loopback that says what a test wants.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use rustls::{ServerConfig, ServerConnection, StreamOwned, crypto::aws_lc_rs};
use rustls_pki_types::{PrivateKeyDer, pem::PemObject as _};
use serde_json::Value;

/// Closes its port when dropped.
#[derive(Debug)]
pub struct KeyServer {
    address: SocketAddr,
    shared: Arc<Shared>,
    /// Of a server over TLS: its own certificate, PEM.
    certificate: Option<String>,
}

#[derive(Debug)]
struct Shared {
    answer: Mutex<Vec<u8>>,
    /// While somebody holds it, nobody is answered.
    gate: Mutex<()>,
    asked: AtomicUsize,
    closed: AtomicBool,
}

impl KeyServer {
    /// Over plain HTTP.
    pub fn start(keys: &Value) -> Self {
        Self::start_over(None, keys)
    }

    /// Over TLS, with a certificate of its own for `localhost`.
    pub fn start_tls(keys: &Value) -> Self {
        let names = vec!["localhost".to_owned()];
        let made = rcgen::generate_simple_self_signed(names).expect("a certificate");
        let key = PrivateKeyDer::from_pem_slice(made.signing_key.serialize_pem().as_bytes());
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("TLS versions")
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key.expect("a key"))
            .expect("a certificate and its key");
        let mut server = Self::start_over(Some(Arc::new(config)), keys);
        server.certificate = Some(made.cert.pem());
        server
    }

    /// Where the keys are.
    pub fn url(&self) -> String {
        let port = self.address.port();
        match self.certificate {
            Some(_) => format!("https://localhost:{port}/keys"),
            None => format!("http://127.0.0.1:{port}/keys"),
        }
    }

    /// Of a server over TLS: its certificate, PEM.
    pub fn certificate(&self) -> &str {
        self.certificate.as_deref().expect("a server over TLS")
    }

    /// Publishes other keys.
    pub fn publish(&self, keys: &Value) {
        self.answer_with("200 OK", "", &keys.to_string());
    }

    /// Answers with anything; `headers` are whole lines.
    pub fn answer_with(&self, status: &str, headers: &str, body: &str) {
        let length = body.len();
        let text = format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\n{headers}\r\n{body}");
        *self.shared.answer.lock().expect("no panic before") = text.into_bytes();
    }

    /// How often somebody has asked.
    pub fn asked(&self) -> usize {
        self.shared.asked.load(Ordering::SeqCst)
    }

    /// Answers nobody while `work` runs.
    pub async fn stalled<T>(&self, work: impl Future<Output = T>) -> T {
        let shared = Arc::clone(&self.shared);
        let (let_go, wait) = mpsc::channel::<()>();
        let (holds, held) = mpsc::channel();
        let thread = thread::spawn(move || {
            let _gate = shared.gate.lock().expect("no panic before");
            holds.send(()).expect("somebody waits");
            // Ends when the other side is dropped.
            wait.recv().ok();
        });
        held.recv().expect("the gate is held");
        let outcome = work.await;
        drop(let_go);
        thread.join().expect("no panic");
        outcome
    }

    fn start_over(tls: Option<Arc<ServerConfig>>, keys: &Value) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Shared {
            answer: Mutex::default(),
            gate: Mutex::default(),
            asked: AtomicUsize::new(0),
            closed: AtomicBool::new(false),
        });
        let of_thread = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if of_thread.closed.load(Ordering::SeqCst) {
                    return;
                }
                let (shared, tls) = (Arc::clone(&of_thread), tls.clone());
                thread::spawn(move || shared.serve(stream, tls));
            }
        });
        let server = Self {
            address,
            shared,
            certificate: None,
        };
        server.publish(keys);
        server
    }
}

impl Drop for KeyServer {
    fn drop(&mut self) {
        self.shared.closed.store(true, Ordering::SeqCst);
        // Wakes the thread up, which ends and closes the port. It is done when nobody is let in.
        while TcpStream::connect(self.address).is_ok() {}
    }
}

impl Shared {
    fn serve(&self, stream: TcpStream, tls: Option<Arc<ServerConfig>>) {
        let limit = Some(Duration::from_secs(10));
        stream.set_read_timeout(limit).expect("a time limit");
        match tls {
            Some(config) => {
                let connection = ServerConnection::new(config).expect("a TLS connection");
                self.answer(StreamOwned::new(connection, stream));
            }
            None => self.answer(stream),
        }
    }

    /// What is wrong with a connection shows at the other end.
    fn answer(&self, mut stream: impl Read + Write) {
        let mut head = Vec::new();
        let mut byte = [0];
        while !head.ends_with(b"\r\n\r\n") {
            match stream.read(&mut byte) {
                Ok(1) => head.extend(byte),
                _ => return,
            }
        }
        self.asked.fetch_add(1, Ordering::SeqCst);
        let _gate = self.gate.lock().expect("no panic before");
        let answer = self.answer.lock().expect("no panic before").clone();
        if stream.write_all(&answer).is_ok() {
            stream.flush().ok();
        }
    }
}
