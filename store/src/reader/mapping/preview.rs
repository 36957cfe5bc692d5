//! What a table would do to whom, before it is in force (I11). The same rules, groups and members as
//! the change itself would see on this snapshot.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
    sync::Arc,
};

use roster::{
    Member, Tenant,
    mapping::{Difference, Group, Rules, Table, grants, settle},
};

use super::Assigning;
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key,
    reader::{class, group, scan},
    record::PersonRecord,
};

/// Exact counts, and the first who would gain or lose something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// Members whom the directory manages.
    pub members: u64,
    /// How many of them gain or lose something.
    pub changed: u64,
    /// How many gain and lose each thing.
    pub gains: BTreeMap<Gain, (u64, u64)>,
    /// The first of those who change, by age.
    pub first: Vec<Previewed>,
    /// Groups that become classes, by id with the name.
    pub classes_made: Vec<(String, String)>,
    /// Classes that no group or row makes any more.
    pub classes_archived: Vec<(String, String)>,
    /// Nothing is given now, behind a gate or in a pause: what would be given later is not counted.
    pub only_takes: bool,
}

/// What can be gained and lost.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gain {
    /// A user group by its name.
    UserGroup(String),
    /// Teaching.
    Teacher,
    /// A class by its id.
    Class(String),
}

/// One member, and what changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Previewed {
    /// As they are now.
    pub member: Member,
    /// What they gain and lose.
    pub difference: Difference,
}

/// Looks at every member: call it in a thread of its own. At most `limit` are named.
pub fn preview(
    rows: &dyn Rows,
    tenant: &Tenant,
    table: Table,
    limit: usize,
) -> Result<Preview, EngineError> {
    let rules = Arc::new(Rules::new(table, tenant));
    let mut assigning = Assigning::new(Arc::clone(&rules));
    let grants = grants(tenant);
    let mut found = Preview {
        only_takes: !grants,
        ..Preview::default()
    };
    let span = key::persons(tenant.id);
    scan::each(rows, &span, Direction::Ascending, |_, value| {
        let member = PersonRecord::decode(value)?.member;
        if let Some(wanted) = assigning.wanted(rows, tenant.id, &member)? {
            let after = settle(&member, &wanted, grants);
            let difference = Difference::between(&member.assignment, &after);
            found.count(member, difference, limit);
        }
        Ok(ControlFlow::Continue(()))
    })?;
    found.classes(rows, tenant, &rules)?;
    Ok(found)
}

impl Preview {
    fn count(&mut self, member: Member, difference: Difference, limit: usize) {
        self.members += 1;
        if difference.is_empty() {
            return;
        }
        self.changed += 1;
        if let Some((before, after)) = &difference.user_group {
            self.gain(after.clone().map(Gain::UserGroup));
            self.lose(before.clone().map(Gain::UserGroup));
        }
        match difference.teacher {
            Some(true) => self.gain([Gain::Teacher]),
            Some(false) => self.lose([Gain::Teacher]),
            None => {}
        }
        self.gain(difference.classes_gained.iter().cloned().map(Gain::Class));
        self.lose(difference.classes_lost.iter().cloned().map(Gain::Class));
        if self.first.len() < limit {
            self.first.push(Previewed { member, difference });
        }
    }

    fn gain(&mut self, what: impl IntoIterator<Item = Gain>) {
        for gain in what {
            self.gains.entry(gain).or_default().0 += 1;
        }
    }

    fn lose(&mut self, what: impl IntoIterator<Item = Gain>) {
        for gain in what {
            self.gains.entry(gain).or_default().1 += 1;
        }
    }

    fn classes(
        &mut self,
        rows: &dyn Rows,
        tenant: &Tenant,
        rules: &Rules,
    ) -> Result<(), EngineError> {
        let is_open = |class: &crate::record::ClassRecord| class.archived_at.is_none();
        let open: BTreeSet<(String, String)> = class::all(rows, tenant.id)?
            .into_iter()
            .filter(is_open)
            .map(|class| (class.id, class.name))
            .collect();
        let mut wanted: BTreeSet<(String, String)> = Group::named_classes(rules.table().rows())
            .map(|(id, name)| (id, name.to_owned()))
            .collect();
        for (id, head) in group::list(rows, tenant.id, None, usize::MAX)? {
            let facts = head.facts(id);
            let own = facts.class.clone().unwrap_or_default();
            if let Some(name) = rules.give(&facts).classes.remove(&own) {
                wanted.insert((own, name));
            }
        }
        let ids = |of: &BTreeSet<(String, String)>| -> BTreeSet<String> {
            of.iter().map(|(id, _)| id.clone()).collect()
        };
        let (open_ids, wanted_ids) = (ids(&open), ids(&wanted));
        self.classes_made = wanted
            .into_iter()
            .filter(|(id, _)| !open_ids.contains(id))
            .collect();
        self.classes_archived = open
            .into_iter()
            .filter(|(id, _)| !wanted_ids.contains(id))
            .collect();
        Ok(())
    }
}
