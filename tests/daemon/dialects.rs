//! Each provider's requests as they stand on the wire, in the order in which they come.

mod entra;
mod okta;
mod onelogin;
mod others;

use http::Method;
use serde_json::Value;
use testkit::{Answer, Client};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// A list request with a filter, encoded as most clients do it.
async fn find(scim: &Client, endpoint: &str, filter: &str) -> Value {
    let filter = percent_encoding::utf8_percent_encode(filter, percent_encoding::NON_ALPHANUMERIC);
    let found = scim.get(&format!("/{endpoint}?filter={filter}")).await;
    found.expect(200).json()
}

async fn total(scim: &Client, endpoint: &str, filter: &str) -> Value {
    find(scim, endpoint, filter).await["totalResults"].clone()
}

/// The ids of a group's members.
async fn members(scim: &Client, group: &str) -> Vec<String> {
    let group = scim
        .get(&format!("/Groups/{group}"))
        .await
        .expect(200)
        .json();
    let members = group["members"].as_array().cloned().unwrap_or_default();
    let ids = members
        .iter()
        .map(|member| member["value"].as_str().unwrap().to_owned());
    ids.collect()
}

async fn send(scim: &Client, method: Method, path: &str, body: &Value) -> Answer {
    let json = [("content-type", "application/json")];
    scim.send(method, path, &json, Some(body.to_string())).await
}
