//! An account in which one fault comes to be.

use std::{collections::HashMap, time::Duration};

use serde_json::{Value, json};
use testkit::{Client, Process};

use super::{Do, Fault, is_named};
use crate::{admin, group, user};

pub(super) struct Scene<'d> {
    daemon: &'d Process,
    tenant: String,
    token: Option<Token>,
    users: HashMap<String, String>,
    groups: HashMap<&'static str, String>,
    members: HashMap<&'static str, String>,
}

struct Token {
    id: String,
    text: String,
}

/// An answer of `explain`.
pub(super) struct Asked {
    pub(super) verdict: String,
    pub(super) steps: Vec<Step>,
    /// The link that does not hold.
    pub(super) broken: Option<String>,
}

pub(super) struct Step {
    pub(super) question: String,
    pub(super) says: String,
}

impl<'d> Scene<'d> {
    pub(super) fn new(daemon: &'d Process, name: &str) -> Self {
        let body = json!({ "name": name, "kind": "business", "sso": "saml" });
        let (status, made) = admin(daemon, "POST", "/v1/tenants", &body);
        assert_eq!(status, 201, "{name}: {made}");
        Self {
            daemon,
            tenant: text(&made["id"]),
            token: None,
            users: HashMap::new(),
            groups: HashMap::new(),
            members: HashMap::new(),
        }
    }

    pub(super) async fn play(&mut self, all: &[Do]) {
        for one in all {
            self.act(one).await;
        }
    }

    /// Until it is told: what is not about a change is in the log a moment later.
    pub(super) async fn ask(&self, fault: &Fault) {
        let who = match fault.who.strip_prefix('#') {
            Some(name) => &self.members[name],
            None => fault.who,
        };
        let mut answer = Value::Null;
        for _ in 0..200 {
            answer = self.daemon.cli(&["explain", &self.tenant, who]).remove(0);
            if is_named(fault, &Asked::of(&answer)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("{}: {answer:#}", fault.name);
    }

    /// Whatever is due is looked at.
    pub(super) fn look(&self) {
        self.admin("PATCH", "", &json!({}));
    }

    async fn act(&mut self, one: &Do) {
        match one {
            Do::Token(flags) => self.make_token(flags),
            Do::Push(name, status) => {
                let made = self
                    .scim()
                    .post("/Users", &user(name))
                    .await
                    .expect(*status);
                if *status == 201 {
                    self.users.insert((*name).to_owned(), made.id());
                }
            }
            Do::PushBody(body, status) => {
                let body: Value = serde_json::from_str(body).unwrap();
                let made = self.scim().post("/Users", &body).await.expect(*status);
                if *status == 201 {
                    self.users.insert(text(&body["userName"]), made.id());
                }
            }
            Do::Active(name, active, status) => {
                self.replace(name, "active", json!(active), *status).await;
            }
            Do::Patch(name, path, value, status) => {
                self.replace(name, path, json!(value), *status).await;
            }
            Do::Delete(name) => {
                let path = format!("/Users/{}", self.users[*name]);
                self.scim().delete(&path).await.expect(204);
            }
            Do::Group(name, members) => {
                let members = members.iter().map(|name| &*self.users[*name]);
                let body = group(name, &members.collect::<Vec<_>>());
                let made = self.scim().post("/Groups", &body).await.expect(201).id();
                self.groups.insert(name, made);
            }
            Do::GroupBody(body, status) => {
                let body = serde_json::from_str(body).unwrap();
                self.scim().post("/Groups", &body).await.expect(*status);
            }
            Do::DeleteGroup(name) => {
                let path = format!("/Groups/{}", self.groups[name]);
                self.scim().delete(&path).await.expect(204);
            }
            Do::Get(path, status) => {
                self.scim().get(path).await.expect(*status);
            }
            Do::GetAltered => {
                self.scim();
                let mut text = self.token.as_ref().unwrap().text.clone();
                let last = text.pop().unwrap();
                text.push(if last == 'a' { 'b' } else { 'a' });
                let client = Client::new(&self.daemon.base_url, &text);
                client.get("/Users").await.expect(401);
            }
            _ => self.administer(one),
        }
    }

    fn administer(&mut self, one: &Do) {
        match one {
            Do::Revoke => {
                let id = &self.token.as_ref().expect("a token").id;
                self.admin("DELETE", &format!("/tokens/{id}"), &Value::Null);
            }
            Do::Set(settings) => {
                let arguments = [&["setting", "set", &self.tenant, "--confirm"], *settings];
                self.daemon.cli(&arguments.concat());
            }
            Do::Rows(rows) => {
                let rows: Value = serde_json::from_str(rows).unwrap();
                self.admin("PUT", "/mappings", &json!({ "rows": rows }));
            }
            Do::Member(verb, name) => {
                let address = format!("{name}@example.com");
                self.daemon.cli(&["member", verb, &self.tenant, &address]);
            }
            Do::Remember(name) => {
                let path = format!("/members/{name}@example.com");
                let member = self.admin("GET", &path, &Value::Null);
                self.members.insert(name, text(&member["id"]));
            }
            Do::Erase(name) => {
                let address = format!("{name}@example.com");
                let erase = ["activity", "erase", &self.tenant, &address, "--confirm"];
                self.daemon.cli(&erase);
            }
            _ => unreachable!("the directory does the rest"),
        }
    }

    async fn replace(&mut self, name: &str, path: &str, value: Value, status: u16) {
        let operations = json!([{ "op": "replace", "path": path, "value": value }]);
        let path = format!("/Users/{}", self.users[name]);
        self.scim().patch(&path, &operations).await.expect(status);
    }

    /// With the account's token; one is made the first time.
    fn scim(&mut self) -> Client {
        if self.token.is_none() {
            self.make_token(&[]);
        }
        let token = self.token.as_ref().unwrap();
        Client::new(&self.daemon.base_url, &token.text)
    }

    fn make_token(&mut self, flags: &[&str]) {
        let arguments = [&["token", "create", &self.tenant, "Entra ID"], flags];
        let made = self.daemon.cli(&arguments.concat()).remove(0);
        self.token = Some(Token {
            id: text(&made["id"]),
            text: text(&made["token"]),
        });
    }

    fn admin(&self, method: &str, path: &str, body: &Value) -> Value {
        let path = format!("/v1/tenants/{}{path}", self.tenant);
        let (status, answer) = admin(self.daemon, method, &path, body);
        assert_eq!(status, 200, "{method} {path}: {answer}");
        answer
    }
}

impl Asked {
    fn of(answer: &Value) -> Self {
        let steps = answer["steps"].as_array().unwrap();
        let broken = steps.iter().find(|step| step["holds"] == false);
        Self {
            verdict: text(&answer["verdict"]),
            broken: broken.map(|step| text(&step["question"])),
            steps: steps
                .iter()
                .map(|step| Step {
                    question: text(&step["question"]),
                    says: text(&step["says"]),
                })
                .collect(),
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
