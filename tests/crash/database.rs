//! The database of a killed daemon, opened without it.

use std::path::Path;

use settings::Recovery;
use store::{
    engine::{
        Engine as _,
        redb::{Options, RedbEngine},
    },
    reader::{check, tenant},
};

/// What does not agree, over all tenants.
pub(crate) fn problems(data: &Path) -> Vec<String> {
    let options = Options {
        cache_bytes: 16 << 20,
        recovery: Recovery::Fast,
    };
    let engine = RedbEngine::open(data, options).expect("the database opens");
    let snapshot = engine.snapshot().expect("a snapshot");
    let tenants = tenant::list(snapshot.as_ref(), None, 100).expect("the tenants");
    assert!(!tenants.is_empty(), "the tenants are gone");
    let problems = tenants.iter().flat_map(|tenant| {
        let found = check::verify(snapshot.as_ref(), tenant.id).expect("rows can be read");
        found
            .into_iter()
            .map(move |problem| format!("{}: {}", tenant.name, problem.0))
    });
    problems.collect()
}
