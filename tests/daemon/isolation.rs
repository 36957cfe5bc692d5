//! Two tenants: whatever one asks for with the other's ids is answered as for an unknown id (P13).

use http::Method;
use serde_json::json;
use testkit::{Answer, Client, Process};

use crate::{group, start, user};

const UNKNOWN: &str = "00000000-0000-7000-8000-000000000000";

#[tokio::test]
async fn every_route_answers_a_foreign_id_as_an_unknown_one() {
    let daemon = start();
    let ours = daemon.client();
    let theirs = second_tenant(&daemon);
    let person = theirs.post("/Users", &user("ada")).await.expect(201).id();
    let staff = theirs
        .post("/Groups", &group("Staff", &[&person]))
        .await
        .expect(201)
        .id();
    let own = ours
        .post("/Groups", &group("Own", &[]))
        .await
        .expect(201)
        .id();

    for (foreign, endpoint, body) in [
        (person.as_str(), "/Users", user("eve")),
        (staff.as_str(), "/Groups", group("Eve", &[])),
    ] {
        let patch = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": [{ "op": "replace", "path": "displayName", "value": "Eve" }],
        });
        for (method, body) in [
            (Method::GET, None),
            (Method::PUT, Some(body.to_string())),
            (Method::PATCH, Some(patch.to_string())),
            (Method::DELETE, None),
        ] {
            let ask = async |id: &str| {
                ours.send(
                    method.clone(),
                    &format!("{endpoint}/{id}"),
                    &[],
                    body.clone(),
                )
                .await
            };
            let (foreign_answer, unknown_answer) = (ask(foreign).await, ask(UNKNOWN).await);
            assert_eq!(foreign_answer.status.as_u16(), 404, "{method} {endpoint}");
            assert_eq!(
                faceless(&foreign_answer, foreign),
                faceless(&unknown_answer, UNKNOWN),
                "{method} {endpoint}"
            );
        }
    }
    for path in [
        format!("/Users?filter=id%20eq%20%22{person}%22"),
        "/Users?filter=userName%20eq%20%22ada@example.com%22".to_owned(),
        "/Users?filter=externalId%20eq%20%22ext-ada%22".to_owned(),
        "/Users?filter=emails.value%20eq%20%22ada@example.com%22".to_owned(),
        "/Users".to_owned(),
        format!("/Groups?filter=members.value%20eq%20%22{person}%22"),
        "/Groups?filter=displayName%20eq%20%22Staff%22".to_owned(),
    ] {
        assert_eq!(
            ours.get(&path).await.expect(200).json()["totalResults"],
            0,
            "{path}"
        );
    }

    // A foreign person as a member: answered as an unknown one, and nobody joins.
    let join = |id: &str| json!([{ "op": "add", "path": "members", "value": [{ "value": id }] }]);
    let path = format!("/Groups/{own}");
    let foreign_answer = ours.patch(&path, &join(&person)).await;
    let unknown_answer = ours.patch(&path, &join(UNKNOWN)).await;
    assert_eq!(foreign_answer.status, unknown_answer.status);
    assert_eq!(ours.get(&path).await.json()["members"], json!([]));
    let groups = theirs.get(&format!("/Users/{person}")).await.json()["groups"].clone();
    assert_eq!(groups.as_array().unwrap().len(), 1, "only the own group");

    // The same names are free in the other tenant, and nothing of it was touched.
    ours.post("/Users", &user("ada")).await.expect(201);
    ours.post("/Groups", &group("Staff", &[])).await.expect(201);
    assert_eq!(theirs.get("/Users").await.json()["totalResults"], 1);
    assert_eq!(
        theirs.get(&format!("/Users/{person}")).await.json()["displayName"],
        "ada"
    );
}

#[test]
fn the_admin_verbs_keep_tenants_apart_too() {
    let daemon = start();
    let other = &daemon.cli(&["tenant", "create", "Other", "--sso", "oidc"])[0];
    let other = other["id"].as_str().unwrap();
    let token = &daemon.cli(&["token", "create", other, "Okta"])[0];
    let id = token["id"].as_str().unwrap();
    let (code, ..) = daemon.try_cli(&["token", "revoke", &daemon.tenant, id]);
    assert_eq!(code, Some(1), "a token is revoked in its own tenant only");
    let listed = daemon.cli(&["token", "list", other]);
    assert_eq!(listed[0]["state"], "active");
}

pub(crate) fn second_tenant(daemon: &Process) -> Client {
    let tenant = &daemon.cli(&["tenant", "create", "Second", "--sso", "oidc"])[0];
    let token = &daemon.cli(&["token", "create", tenant["id"].as_str().unwrap(), "Okta"])[0];
    Client::new(&daemon.base_url, token["token"].as_str().unwrap())
}

/// The body with the id taken out.
fn faceless(answer: &Answer, id: &str) -> String {
    String::from_utf8_lossy(&answer.body).replace(id, "ID")
}
