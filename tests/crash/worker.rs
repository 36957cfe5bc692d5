//! A worker pushes one random write after another and keeps its ledger.

use http::Method;
use serde_json::{Value, json};
use testkit::Client;

use crate::ledger::{Ledger, Person};

#[derive(Debug)]
pub(crate) struct Worker {
    ledger: Ledger,
    random: Random,
}

impl Worker {
    pub(crate) fn new(ledger: Ledger, seed: u64) -> Self {
        Self {
            ledger,
            random: Random::new(seed),
        }
    }

    /// Pushes until the daemon is gone.
    pub(crate) async fn push(mut self, scim: Client) -> Ledger {
        while self.step(&scim).await {}
        self.ledger
    }

    /// One write; false when no answer came.
    async fn step(&mut self, scim: &Client) -> bool {
        let Some(group) = self.ledger.group.clone() else {
            return self.create_group(scim).await;
        };
        let names: Vec<_> = self.ledger.people.keys().cloned().collect();
        if names.is_empty() || self.random.below(3) == 0 {
            return self.create(scim).await;
        }
        let index = usize::try_from(self.random.below(names.len() as u64)).expect("small");
        let name = names[index].clone();
        let before = self.ledger.people[&name].clone();
        let user = format!("/Users/{}", before.id);
        let mut after = before.clone();
        let (method, path, operations) = match self.random.below(4) {
            0 => {
                after.display_name = format!("name {}", self.random.below(1_000_000));
                let value = json!({ "displayName": after.display_name });
                (
                    Method::PATCH,
                    user,
                    json!([{ "op": "replace", "value": value }]),
                )
            }
            1 => {
                after.active = !after.active;
                let value = if after.active { "True" } else { "False" };
                let operation = json!([{ "op": "Replace", "path": "active", "value": value }]);
                (Method::PATCH, user, operation)
            }
            2 => {
                after.in_group = !after.in_group;
                let op = if after.in_group { "Add" } else { "Remove" };
                let value = json!([{ "value": after.id }]);
                let operation = json!([{ "op": op, "path": "members", "value": value }]);
                (Method::PATCH, format!("/Groups/{group}"), operation)
            }
            _ => {
                self.ledger.open = Some((name, None));
                return self.send(scim, Method::DELETE, &user, None).await;
            }
        };
        self.ledger.open = Some((name, Some(after)));
        let body = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": operations,
        });
        self.send(scim, method, &path, Some(body)).await
    }

    async fn create(&mut self, scim: &Client) -> bool {
        let name = self.ledger.new_name();
        let person = Person {
            id: String::new(),
            display_name: "new".to_owned(),
            active: true,
            in_group: false,
        };
        self.ledger.open = Some((name.clone(), Some(person.clone())));
        let body = json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
            "userName": name, "displayName": "new", "active": true,
            "emails": [{ "value": name, "type": "work", "primary": true }],
        });
        let Some(created) = answer(scim, Method::POST, "/Users", Some(body)).await else {
            return false;
        };
        let id = created["id"].as_str().expect("an id").to_owned();
        self.ledger.open = Some((name, Some(Person { id, ..person })));
        self.ledger.acknowledge();
        true
    }

    async fn create_group(&mut self, scim: &Client) -> bool {
        let body = json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
            "displayName": self.ledger.group_name(),
        });
        let Some(created) = answer(scim, Method::POST, "/Groups", Some(body)).await else {
            return false;
        };
        self.ledger.group = Some(created["id"].as_str().expect("an id").to_owned());
        self.ledger.acknowledge();
        true
    }

    async fn send(
        &mut self,
        scim: &Client,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> bool {
        let answered = answer(scim, method, path, body).await.is_some();
        if answered {
            self.ledger.acknowledge();
        }
        answered
    }
}

/// The body of a 2xx answer (null for 204); `None` when the connection broke.
async fn answer(scim: &Client, method: Method, path: &str, body: Option<Value>) -> Option<Value> {
    let body = body.map(|body| body.to_string());
    let answer = scim.try_send(method.clone(), path, &[], body).await?;
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    assert!(
        answer.status.is_success(),
        "{method} {path}: {} {text}",
        answer.status
    );
    Some(serde_json::from_str(&text).unwrap_or(Value::Null))
}

/// A small generator (xorshift64*), so that a seed names a run.
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// 0 up to, not including, `limit`.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) % limit
    }
}
