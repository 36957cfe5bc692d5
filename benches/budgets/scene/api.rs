//! SCIM requests as bytes, and those that prepare a measurement.

use std::{net::SocketAddr, sync::Arc};

use serde_json::{Value, json};

use crate::{
    Fallible,
    load::{Connection, Numbers, Workload},
    people,
};

/// The SCIM service as one token's tenant sees it.
#[derive(Debug)]
pub(crate) struct Api {
    /// Where it listens.
    pub(crate) server: SocketAddr,
    /// The path of the base URL.
    base: String,
    /// The header fields that every request has.
    fields: String,
}

impl Api {
    pub(super) fn new(base_url: &str, token: &str) -> Fallible<Arc<Self>> {
        let rest = base_url
            .strip_prefix("http://")
            .ok_or("the demo speaks plain HTTP")?;
        let (host, base) = rest.split_once('/').ok_or("a base URL has a path")?;
        let accept = "accept: application/scim+json";
        Ok(Arc::new(Self {
            server: host.parse()?,
            base: format!("/{base}"),
            fields: format!("host: {host}\r\nauthorization: Bearer {token}\r\n{accept}\r\n"),
        }))
    }

    /// Reads of `path(number)`.
    pub(crate) fn reads(
        self: &Arc<Self>,
        numbers: Numbers,
        path: impl Fn(u64) -> String + Send + Sync + 'static,
    ) -> Arc<Workload> {
        let api = Arc::clone(self);
        Workload::new(200, numbers, move |number, request| {
            api.write("GET", &path(number), "", request);
        })
    }

    /// Creates of one newcomer after the other, `first` first.
    pub(crate) fn creates(self: &Arc<Self>, first: u64) -> Arc<Workload> {
        let api = Arc::clone(self);
        Workload::new(201, Numbers::default(), move |number, request| {
            let body = people::body(first + number).to_string();
            api.write("POST", "/Users", &body, request);
        })
    }

    /// A PATCH each, as `change(number)` describes it: whose, and the one operation.
    pub(crate) fn patches(
        self: &Arc<Self>,
        expected: u16,
        change: impl Fn(u64) -> (String, Value) + Send + Sync + 'static,
    ) -> Arc<Workload> {
        let api = Arc::clone(self);
        Workload::new(expected, Numbers::default(), move |number, request| {
            let (path, operation) = change(number);
            api.write("PATCH", &path, &patch(&operation), request);
        })
    }

    /// A GET whose answer stays in the connection.
    pub(crate) async fn get(&self, path: &str) -> Fallible<Connection> {
        self.send("GET", path, "").await
    }

    /// A new group with the first `members` people; gives its path.
    pub(crate) async fn group_of(&self, members: u64) -> Fallible<String> {
        /// Members a PATCH.
        const AT_ONCE: u64 = 1_000;
        let group = json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
            "displayName": format!("Group of {members}"),
        });
        let answer = self.send("POST", "/Groups", &group.to_string()).await?;
        let group: Value = serde_json::from_slice(answer.body())?;
        let id = group
            .get("id")
            .and_then(Value::as_str)
            .ok_or("a group without an id")?;
        let path = format!("/Groups/{id}");
        for first in (0..members).step_by(usize::try_from(AT_ONCE)?) {
            let some: Vec<Value> = (first..members.min(first + AT_ONCE))
                .map(|number| json!({ "value": people::id(number) }))
                .collect();
            let add = json!({ "op": "add", "path": "members", "value": some });
            self.send("PATCH", &path, &patch(&add)).await?;
        }
        Ok(path)
    }

    async fn send(&self, method: &str, path: &str, body: &str) -> Fallible<Connection> {
        let mut request = Vec::new();
        self.write(method, path, body, &mut request);
        let mut connection = Connection::open(self.server).await?;
        let status = connection.exchange(&request).await?;
        if !(200..300).contains(&status) {
            let body = String::from_utf8_lossy(connection.body());
            return Err(format!("{method} {path} was answered {status}: {body}").into());
        }
        Ok(connection)
    }

    fn write(&self, method: &str, path: &str, body: &str, request: &mut Vec<u8>) {
        let Self { base, fields, .. } = self;
        for part in [method, " ", base, path, " HTTP/1.1\r\n", fields] {
            request.extend_from_slice(part.as_bytes());
        }
        if !body.is_empty() {
            request.extend_from_slice(b"content-type: application/scim+json\r\ncontent-length: ");
            request.extend_from_slice(body.len().to_string().as_bytes());
            request.extend_from_slice(b"\r\n");
        }
        request.extend_from_slice(b"\r\n");
        request.extend_from_slice(body.as_bytes());
    }
}

fn patch(operation: &Value) -> String {
    json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [operation],
    })
    .to_string()
}
