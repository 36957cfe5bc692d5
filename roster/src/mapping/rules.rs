//! What groups give.

use std::collections::BTreeMap;

use super::{ClassTarget, Group, Row, Table};
use crate::{Assignment, Tenant, TenantKind};

/// The table, and what a tenant's settings add to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    table: Table,
    /// Pushed groups that no row matches are classes (D15).
    school: bool,
    /// Whoever gets no user group by a row gets this one (D13).
    default_user_group: Option<String>,
}

/// What one group gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// The indexes, from 0, of the rows that match.
    pub rows: Vec<usize>,
    /// The last of them ends the look.
    pub ignored: bool,
    /// With the index of the row that gives it: the smallest of all groups wins.
    pub user_group: Option<(usize, String)>,
    /// R58.
    pub teacher: bool,
    /// Names of classes by their ids.
    pub classes: BTreeMap<String, String>,
}

impl Rules {
    /// A table as a tenant uses it.
    pub fn new(table: Table, tenant: &Tenant) -> Self {
        Self {
            table,
            school: tenant.kind == TenantKind::School,
            default_user_group: tenant.settings.default_user_group.clone(),
        }
    }

    /// The table.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// No group gives anything, and nobody has anything without one.
    pub fn are_idle(&self) -> bool {
        self.table.is_empty() && !self.school && self.default_user_group.is_none()
    }

    /// What one group gives.
    pub fn give(&self, group: &Group) -> Given {
        let matching = self.table.matching(group);
        let mut given = Given::default();
        for (index, row) in &matching {
            given.take(*index, row, group);
        }
        if matching.is_empty()
            && self.school
            && let Some(class) = &group.class
        {
            given.classes.insert(class.clone(), group.name.clone());
        }
        given
    }

    /// What all groups of somebody give together.
    pub fn assignment<'g>(&self, given: impl IntoIterator<Item = &'g Given>) -> Assignment {
        let mut best: Option<&(usize, String)> = None;
        let mut assignment = Assignment::default();
        for given in given {
            let candidates = best.into_iter().chain(&given.user_group);
            best = candidates.min_by_key(|(index, _)| *index);
            assignment.teacher |= given.teacher;
            assignment.classes.extend(given.classes.keys().cloned());
        }
        assignment.user_group = best
            .map(|(_, name)| name.clone())
            .or_else(|| self.default_user_group.clone());
        assignment
    }
}

impl Given {
    fn take(&mut self, index: usize, row: &Row, group: &Group) {
        self.rows.push(index);
        self.ignored |= row.ignore;
        self.teacher |= row.teacher;
        if self.user_group.is_none() {
            self.user_group = row.user_group.clone().map(|name| (index, name));
        }
        match &row.class {
            Some(ClassTarget::Itself(true)) => {
                let id = group.class.clone();
                let id = id.unwrap_or_else(|| Group::named_class(&group.name));
                self.classes.insert(id, group.name.clone());
            }
            Some(ClassTarget::Named(name)) => {
                self.classes.insert(Group::named_class(name), name.clone());
            }
            Some(ClassTarget::Itself(false)) | None => {}
        }
    }

    /// Members of the group have nothing by it.
    pub fn is_nothing(&self) -> bool {
        self.user_group.is_none() && !self.teacher && self.classes.is_empty()
    }

    /// Whether members have the same by both.
    pub fn is_same_for_members(&self, other: &Self) -> bool {
        self.user_group == other.user_group
            && self.teacher == other.teacher
            && self.classes.keys().eq(other.classes.keys())
    }
}
