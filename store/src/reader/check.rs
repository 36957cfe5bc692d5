//! The consistency check: whether the rows of a tenant agree with each other.
//!
//! It holds after every commit, whatever was interrupted: crash tests run it after each kill, and
//! operators may run it on a live store, because it reads one snapshot.
//!
//! - Every user, group and resource of a declared type has exactly the index rows that its body asks for, and its head agrees
//!   with its body.
//! - Every membership is there from both sides, between a group and a user or group that exist,
//!   shows the member's name, and is in the group's count. What a large change has written is there
//!   only with the record of that change, which counts it; rows of a group that is gone are there
//!   only until they are swept.
//! - Every user's member points back to the user. Every member without a directory record has
//!   exactly the claims by which they are found, every pending one exactly one due row, every held
//!   one a row of its hold, which counts them; and the tenant is to be woken at the first of them,
//!   for the first sweep, for a job, for its oldest entry, or for a look at a token.
//! - Every member whom the directory manages has what their groups give, unless a gate, a pause or work
//!   that is left stands between; every class is made by a group or by a row.
//! - Every token is known to be the tenant's, assertions find every federated one that was not
//!   revoked, and each has the rows of the next look at it and of a warning that its watch asks for.
//! - The counters count what is there; sequence numbers have no gap; entries are as they were
//!   written, are found by whom they are about, and are as many of changes as there have been
//!   changes.

mod history;
mod mapping;
mod membership;
mod people;
mod resources;
mod tokens;

use std::{collections::BTreeMap, fmt, ops::ControlFlow, sync::Arc};

use roster::TenantId;
use scim::schema::Catalog;

use super::{catalog, counters, scan};
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key::Span,
    record::{Counters, IndexRows},
};

/// Rows that do not agree, in words for the operator: ids and kinds, no names or addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem(pub String);

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads all rows of a tenant. Empty when all is well. A row that cannot be decoded is an error.
pub fn verify(rows: &dyn Rows, tenant: TenantId) -> Result<Vec<Problem>, EngineError> {
    let mut check = Check {
        rows,
        tenant,
        catalog: catalog::of(rows, tenant)?,
        counted: Counters::default(),
        problems: Vec::new(),
    };
    resources::users(&mut check)?;
    resources::groups(&mut check)?;
    resources::declared(&mut check)?;
    membership::check(&mut check)?;
    people::check(&mut check)?;
    mapping::check(&mut check)?;
    tokens::check(&mut check)?;
    history::check(&mut check)?;
    let stored = counters::of(rows, tenant)?;
    // Who left and came back within a day is counted by nobody else.
    check.counted.departures = stored.departures.clone();
    check.counted.jobs = stored.jobs;
    if stored != check.counted {
        check.report(format!(
            "the counters are {stored:?}, the rows count {:?}",
            check.counted
        ));
    }
    Ok(check.problems)
}

/// A check under way.
struct Check<'r> {
    rows: &'r dyn Rows,
    tenant: TenantId,
    catalog: Arc<Catalog>,
    /// What the counters should say.
    counted: Counters,
    problems: Vec<Problem>,
}

impl Check<'_> {
    fn report(&mut self, problem: String) {
        self.problems.push(Problem(problem));
    }

    /// Reports every index row that is missing, superfluous, or says something else.
    fn compare(
        &mut self,
        what: &str,
        spans: &[Span],
        wanted: &IndexRows,
    ) -> Result<(), EngineError> {
        let mut found = IndexRows::new();
        for span in spans {
            found.extend(self.read(span)?);
        }
        for (key, value) in wanted {
            match found.get(key) {
                Some(found) if found == value => {}
                Some(_) => self.report(format!("{what} {} says something else", hex(key))),
                None => self.report(format!("{what} {} is missing", hex(key))),
            }
        }
        for key in found.keys().filter(|key| !wanted.contains_key(*key)) {
            self.report(format!("{what} {} is left over", hex(key)));
        }
        Ok(())
    }

    fn read(&self, span: &Span) -> Result<BTreeMap<Vec<u8>, Vec<u8>>, EngineError> {
        let mut found = BTreeMap::new();
        scan::each(self.rows, span, Direction::Ascending, |key, value| {
            found.insert(key.to_vec(), value.to_vec());
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(found)
    }
}

/// A key without the tenant in front.
fn hex(key: &[u8]) -> String {
    crate::record::hex(key.get(16..).unwrap_or(key))
}
