//! What the groups of users give them.

use std::{collections::BTreeMap, sync::Arc};

use roster::{
    Assignment, Member, TenantId,
    mapping::{Given, Rules},
};
use uuid::Uuid;

use crate::{
    engine::Rows,
    error::EngineError,
    reader::membership::GroupsOfMany,
    record::{broken, parse_id},
};

/// Asks for many users on one snapshot; what a group gives is worked out once.
#[derive(Debug)]
pub struct Assigning {
    rules: Arc<Rules>,
    groups: GroupsOfMany,
    given: BTreeMap<Uuid, Given>,
}

impl Assigning {
    /// By these rules.
    pub fn new(rules: Arc<Rules>) -> Self {
        Self {
            rules,
            groups: GroupsOfMany::default(),
            given: BTreeMap::new(),
        }
    }

    /// Within an operation, whose counters are not written yet.
    pub(crate) fn knowing(rules: Arc<Rules>, nested: bool) -> Self {
        Self {
            groups: GroupsOfMany::knowing(nested),
            ..Self::new(rules)
        }
    }

    /// What a member is to have; none for those about whom groups do not decide.
    pub fn wanted(
        &mut self,
        rows: &dyn Rows,
        tenant: TenantId,
        member: &Member,
    ) -> Result<Option<Assignment>, EngineError> {
        match &member.user {
            Some(user) if member.has_groups() => {
                let user = parse_id(user).ok_or_else(|| broken("person", "its user is no id"))?;
                self.of(rows, tenant, user).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn of(
        &mut self,
        rows: &dyn Rows,
        tenant: TenantId,
        user: Uuid,
    ) -> Result<Assignment, EngineError> {
        let links = self.groups.of(rows, tenant, user)?;
        for link in &links {
            self.given
                .entry(link.id)
                .or_insert_with(|| self.rules.give(&link.facts()));
        }
        let given = links.iter().filter_map(|link| self.given.get(&link.id));
        Ok(self.rules.assignment(given))
    }
}
