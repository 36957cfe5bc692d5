//! The rows "group gives" and "group takes it away" of the gate matrix, and what ends with a group.

use super::*;

/// The gate matrix: behind a closed gate and in a pause a group only takes; what it gives comes when
/// the gate opens.
#[tokio::test]
async fn a_closed_gate_keeps_back_what_groups_give_and_nothing_that_they_take() {
    let daemon = start();
    let scim = daemon.client();
    map(
        &daemon,
        &json!([{ "name": "Crew", "user_group": "Editors", "teacher": true }]),
    )
    .await;
    let ada = scim.post("/Users", &user("ada")).await.expect(201).id();
    let bob = scim.post("/Users", &user("bob")).await.expect(201).id();
    let crew = scim
        .post("/Groups", &group("Crew", &[&ada]))
        .await
        .expect(201)
        .id();
    daemon.cli(&["tenant", "set", &daemon.tenant, "--sso", "none"]);
    let path = format!("/Groups/{crew}");
    scim.patch(&path, &add(&bob)).await.expect(204);
    assert_eq!(
        who(&daemon, "bob")["user_group"],
        json!(null),
        "stored, not granted"
    );
    let stored = scim.get(&path).await.expect(200).json();
    assert_eq!(stored["members"].as_array().unwrap().len(), 2);
    scim.patch(&path, &take(&ada)).await.expect(204);
    assert_eq!(
        who(&daemon, "ada")["user_group"],
        json!(null),
        "taken at once"
    );
    daemon.cli(&["tenant", "set", &daemon.tenant, "--sso", "saml"]);
    let mut has = json!(null);
    for _ in 0..200 {
        has = who(&daemon, "bob")["user_group"].clone();
        if !has.is_null() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(has, "Editors", "given when the gate has opened");
}

/// D16: with a group its grants end at once; its class is archived, and is the same again if the
/// group returns within the grace period.
#[tokio::test]
async fn a_deleted_group_ends_its_grants_and_archives_its_class() {
    let mut daemon = start();
    account(&mut daemon, "school");
    let scim = daemon.client();
    let ada = scim.post("/Users", &user("ada")).await.expect(201).id();
    let class = scim
        .post("/Groups", &group("7b", &[&ada]))
        .await
        .expect(201)
        .id();
    assert_eq!(who(&daemon, "ada")["classes"], json!([class]));
    scim.delete(&format!("/Groups/{class}")).await.expect(204);
    assert_eq!(who(&daemon, "ada")["classes"], json!([]));
    assert!(told(&daemon, "class.archived"));
    let again = scim
        .post("/Groups", &group("7b", &[&ada]))
        .await
        .expect(201)
        .id();
    assert_ne!(again, class);
    assert_eq!(
        who(&daemon, "ada")["classes"],
        json!([class]),
        "work hangs on it"
    );
    assert!(told(&daemon, "class.upserted"));
}
