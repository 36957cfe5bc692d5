//! Devices: a resource type that is added by following `docs/adding-a-resource-type.md`, with the
//! documents and the commands as they stand on that page.

use serde_json::{Value, json};
use testkit::Process;

use crate::{activity, start};

pub(super) const DEVICE: &str = "urn:example:params:scim:schemas:1.0:Device";
const LEASE: &str = "urn:example:params:scim:schemas:extension:1.0:Lease";

/// What the page has to paste.
struct Page {
    /// Each with the name of its file.
    documents: Vec<(String, Value)>,
    /// The arguments of each `rosterd`.
    commands: Vec<Vec<String>>,
}

fn page() -> Page {
    let text = include_str!("../../../docs/adding-a-resource-type.md");
    let mut page = Page {
        documents: Vec::new(),
        commands: Vec::new(),
    };
    // Between fences and outside of them by turns.
    for block in text.split("\n```").skip(1).step_by(2) {
        let (info, content) = block.split_once('\n').unwrap();
        match info.split_once(' ') {
            Some(("json", file)) => {
                let document = serde_json::from_str(content).unwrap();
                page.documents.push((file.to_owned(), document));
            }
            _ => page.commands.extend(content.lines().map(|line| {
                let words = line.strip_prefix("$ rosterd ").unwrap().split(' ');
                words.map(str::to_owned).collect()
            })),
        }
    }
    page
}

impl Page {
    fn document(&self, file: &str) -> Value {
        let found = self.documents.iter().find(|(name, _)| name == file);
        found.unwrap().1.clone()
    }

    /// Runs the commands with this verb for the daemon's tenant.
    fn run(&self, daemon: &Process, verb: &str) -> Vec<Value> {
        let folder = tempfile::tempdir().unwrap();
        for (file, document) in &self.documents {
            std::fs::write(folder.path().join(file), document.to_string()).unwrap();
        }
        let commands = self.commands.iter().filter(|words| words[1] == verb);
        let lines = commands.flat_map(|words| {
            let words: Vec<String> = words
                .iter()
                .map(|word| match word.as_str() {
                    "Acme" => daemon.tenant.clone(),
                    file if self.documents.iter().any(|(name, _)| name == file) => {
                        folder.path().join(file).display().to_string()
                    }
                    other => other.to_owned(),
                })
                .collect();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            daemon.cli(&words)
        });
        lines.collect()
    }
}

/// Follows the page until there is an endpoint.
pub(super) fn devices(daemon: &Process) {
    let shown = page().run(daemon, "declare");
    assert_eq!(shown.last().unwrap()["endpoint"], "/Devices");
}

#[tokio::test]
async fn a_declared_type_is_announced_created_and_found_by_its_schema_alone() {
    let daemon = start();
    let scim = daemon.client();
    let early = scim
        .post("/Devices", &page().document("printer.json"))
        .await
        .expect(404)
        .json();
    assert!(
        early["detail"].as_str().unwrap().contains("/scim/v2"),
        "{early}"
    );
    devices(&daemon);

    let types = scim.get("/ResourceTypes").await.expect(200).json();
    assert_eq!(types["Resources"][2]["endpoint"], "/Devices");
    assert_eq!(
        types["Resources"][2]["schemaExtensions"][0]["schema"],
        LEASE
    );
    let made = scim
        .post("/Devices", &page().document("printer.json"))
        .await
        .expect(201);
    let (id, shown) = (made.id(), made.json());
    assert_eq!(shown["meta"]["resourceType"], "Device");
    assert!(
        made.header("location")
            .unwrap()
            .ends_with(&format!("/scim/v2/Devices/{id}"))
    );
    assert_eq!(shown["online"], true);
    let read = scim.get(&format!("/Devices/{id}")).await.expect(200);
    assert_eq!(read.json(), shown);
    let tag = read.header("etag").unwrap().to_owned();
    assert_eq!(shown["meta"]["version"], tag.as_str());

    assert_eq!(
        scim.post("/Devices", &page().document("printer.json"))
            .await
            .expect(409)
            .json()["scimType"],
        "uniqueness"
    );
    let nameless = json!({ "schemas": [DEVICE], "displayName": "No serial" });
    scim.post("/Devices", &nameless).await.expect(400);
    for (filter, found) in [
        ("serial eq \"S-1\"", 1),
        ("serial eq \"s-1\"", 0), // serial is caseExact
        ("externalId eq \"x-1\"", 1),
        ("ports[type eq \"ipp\"].value eq \"631\"", 1),
        ("meta.resourceType eq \"Device\"", 1),
        ("online eq true and displayName co \"rint\"", 1),
    ] {
        let query = filter
            .replace(' ', "%20")
            .replace('"', "%22")
            .replace('[', "%5B")
            .replace(']', "%5D");
        let page = scim.get(&format!("/Devices?filter={query}")).await;
        let page = page.expect(200).json();
        assert_eq!(page["totalResults"], found, "{filter}");
    }
}

#[tokio::test]
async fn a_declared_type_is_patched_replaced_sorted_and_deleted_by_its_schema_alone() {
    let daemon = start();
    let scim = daemon.client();
    devices(&daemon);
    let id = scim
        .post("/Devices", &page().document("printer.json"))
        .await
        .expect(201)
        .id();
    let path = format!("/Devices/{id}");

    let operations = json!([
        { "op": "add", "path": "ports[type eq \"ipp\"].primary", "value": true },
        { "op": "add", "value": { (LEASE): { "until": "2027-01-01T00:00:00Z" } } },
    ]);
    let patched = scim.patch(&path, &operations).await.expect(200).json();
    assert_eq!(patched["ports"][0]["primary"], false);
    assert_eq!(patched[LEASE]["until"], "2027-01-01T00:00:00Z");
    assert!(
        patched["schemas"]
            .as_array()
            .unwrap()
            .contains(&json!(LEASE))
    );
    let unchanged = scim.patch(&path, &operations).await.expect(200).json();
    assert_eq!(unchanged, patched);
    let replaced = json!({ "schemas": [DEVICE], "displayName": "Plotter", "serial": "S-1" });
    let replaced = scim.put(&path, &replaced).await.expect(200).json();
    assert_eq!((replaced.get("ports"), replaced.get(LEASE)), (None, None));

    scim.post("/Devices", &json!({ "schemas": [DEVICE], "serial": "S-2" }))
        .await
        .expect(201);
    let page = scim
        .get("/Devices?sortBy=serial&sortOrder=descending&count=1")
        .await
        .json();
    assert_eq!(
        (&page["totalResults"], &page["Resources"][0]["serial"]),
        (&json!(2), &json!("S-2"))
    );

    let (code, _, words) = daemon.try_cli(&["resource-type", "withdraw", &daemon.tenant, "Device"]);
    assert!(code == Some(1) && words.contains("2 resources"), "{words}");
    scim.delete(&path).await.expect(204);
    scim.get(&path).await.expect(404);
    let operations: Vec<_> = activity(&daemon, &daemon.tenant)
        .into_iter()
        .filter(|entry| entry["who"]["type"] == "resource" && entry["result"] == "succeeded")
        .map(|entry| entry["operation"].clone())
        .collect();
    let expected = [
        "resource_create",
        "resource_update",
        "resource_update",
        "resource_create",
        "resource_delete",
    ];
    assert_eq!(operations, expected);
}

#[tokio::test]
async fn what_the_page_declares_it_also_takes_back() {
    let daemon = start();
    devices(&daemon);
    page().run(&daemon, "withdraw");
    let scim = daemon.client();
    scim.get("/Devices").await.expect(404);
    assert_eq!(scim.get("/ResourceTypes").await.json()["totalResults"], 2);
}

#[tokio::test]
async fn operations_of_a_bulk_request_reach_a_declared_type_and_refer_to_it() {
    let daemon = start();
    devices(&daemon);
    let scim = daemon.client();
    let device = |serial: &str, name: &str| json!({ "schemas": [DEVICE], "serial": serial, "displayName": name });
    let request = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
        "Operations": [
            { "method": "POST", "path": "/Devices", "bulkId": "one", "data": device("S-1", "bulkId:two") },
            { "method": "POST", "path": "/Devices", "bulkId": "two", "data": device("S-2", "Printer") },
            { "method": "POST", "path": "/Devices", "bulkId": "three", "data": device("S-2", "Again") },
        ],
    });
    let answer = scim.post("/Bulk", &request).await.expect(200).json();
    let statuses: Vec<_> = answer["Operations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|operation| operation["status"].clone())
        .collect();
    assert_eq!(statuses, ["201", "201", "409"], "{answer}");
    let found = scim.get("/Devices?sortBy=serial").await.expect(200).json();
    assert_eq!(found["totalResults"], 2);
    assert_eq!(
        found["Resources"][0]["displayName"],
        found["Resources"][1]["id"]
    );
}
