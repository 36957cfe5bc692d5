//! The walls between the crates: who may depend on whom, and who may name which library.
//!
//! The compiler keeps a crate from using what it does not list. This test keeps the lists.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test ends by panicking"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

/// Each folder, and the folders whose crates it may use.
const MAY_USE: [(&str, &[&str]); 13] = [
    ("scim", &[]),
    ("roster", &["scim"]),
    ("settings", &[]),
    // Verifies other issuers' assertions and fetches their keys: it knows no credentials.
    ("issuers", &["settings"]),
    ("store", &["roster", "scim", "settings"]),
    ("transport", &["settings"]),
    ("http", &["roster", "scim", "settings", "transport"]),
    (
        "actors",
        &[
            "http",
            "issuers",
            "roster",
            "scim",
            "settings",
            "store",
            "transport",
        ],
    ),
    // Plays identity providers over real HTTP: it knows what they send, not how it is answered.
    ("simulate", &[]),
    ("testkit", LIBRARIES),
    ("fuzz", &["scim", "testkit"]),
    (ROOT, LIBRARIES),
    ("xtask", &[]),
];

/// Every crate that is there to be used.
const LIBRARIES: &[&str] = &[
    "actors",
    "http",
    "issuers",
    "roster",
    "scim",
    "settings",
    "simulate",
    "store",
    "transport",
];

/// Libraries that would carry a layer's duty elsewhere, and the folders that may name them.
const MAY_NAME: [(&str, &[&str]); 8] = [
    ("clap", &[ROOT]),
    ("hyper", &["http", "issuers", "simulate", "testkit", ROOT]),
    ("jsonwebtoken", &["issuers"]),
    ("ractor", &["actors"]),
    ("redb", &["store"]),
    (
        "rustls",
        &["issuers", "simulate", "testkit", "transport", ROOT],
    ),
    ("sd-notify", &["transport", ROOT]),
    (
        "tokio",
        &[
            "actors",
            "fuzz",
            "http",
            "issuers",
            "simulate",
            "testkit",
            "transport",
            ROOT,
        ],
    ),
];

/// The root package, which has no folder of its own.
const ROOT: &str = "the root";

/// One dependency as a manifest lists it.
#[derive(Debug)]
struct Dependency {
    library: String,
    /// The folder, for a crate of this workspace.
    folder: Option<String>,
    /// Only for tests and benches.
    dev: bool,
}

#[test]
fn every_folder_is_in_the_table() {
    let known: BTreeSet<&str> = MAY_USE.iter().map(|(folder, _)| *folder).collect();
    for folder in manifests().keys() {
        assert!(
            known.contains(folder.as_str()),
            "`{folder}` is new: say here what it may use"
        );
    }
}

#[test]
fn the_table_has_no_folder_that_is_gone() {
    let manifests = manifests();
    let named = MAY_NAME.iter().flat_map(|(_, folders)| folders.iter());
    for folder in MAY_USE.iter().map(|(folder, _)| folder).chain(named) {
        assert!(
            manifests.contains_key(*folder),
            "`{folder}` is no crate: take it off the table"
        );
    }
}

#[test]
fn crates_use_only_the_layers_below() {
    let manifests = manifests();
    for (folder, allowed) in MAY_USE {
        for dependency in manifests.get(folder).into_iter().flatten() {
            let Some(used) = dependency.folder.as_deref() else {
                continue;
            };
            assert!(
                allowed.contains(&used) || (dependency.dev && used == "testkit"),
                "`{folder}` must not use `{used}`"
            );
        }
    }
}

#[test]
fn libraries_stay_in_their_layer() {
    let manifests = manifests();
    for (library, allowed) in MAY_NAME {
        for (folder, dependencies) in &manifests {
            let named = dependencies
                .iter()
                .any(|dependency| !dependency.dev && dependency.library == library);
            assert!(
                !named || allowed.contains(&folder.as_str()),
                "`{folder}` must not name `{library}`"
            );
        }
    }
}

#[test]
fn nothing_is_named_after_nothing() {
    const EMPTY_NAMES: [&str; 6] = ["common", "core", "helpers", "misc", "types", "utils"];
    let root = workspace_root(&metadata());
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            // Build output and the like is not part of the house.
            if name.starts_with('.') || name == "target" {
                continue;
            }
            assert!(
                !EMPTY_NAMES.contains(&name.as_str()),
                "{}: name it for what it is",
                path.display()
            );
            if path.is_dir() {
                folders.push(path);
            }
        }
    }
}

/// Every crate's dependencies, by folder.
fn manifests() -> BTreeMap<String, Vec<Dependency>> {
    let metadata = metadata();
    let root = workspace_root(&metadata);
    let packages = metadata["packages"].as_array().unwrap();
    packages
        .iter()
        .map(|package| {
            let manifest = Path::new(package["manifest_path"].as_str().unwrap());
            let dependencies = package["dependencies"].as_array().unwrap();
            let dependencies = dependencies
                .iter()
                .map(|dependency| Dependency {
                    library: dependency["name"].as_str().unwrap().to_owned(),
                    folder: dependency["path"]
                        .as_str()
                        .map(|path| folder(&root, Path::new(path))),
                    dev: dependency["kind"] == "dev",
                })
                .collect();
            (folder(&root, manifest.parent().unwrap()), dependencies)
        })
        .collect()
}

/// A crate's folder as the tables above write it.
fn folder(root: &Path, path: &Path) -> String {
    match path.strip_prefix(root).unwrap().to_str().unwrap() {
        "" => ROOT.to_owned(),
        folder => folder.to_owned(),
    }
}

fn workspace_root(metadata: &Value) -> PathBuf {
    PathBuf::from(metadata["workspace_root"].as_str().unwrap())
}

fn metadata() -> Value {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--format-version=1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    serde_json::from_slice(&output.stdout).unwrap()
}
