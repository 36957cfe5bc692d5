//! One tenant on a memory engine, with a clock that tests move and ids that count up.

use std::{cell::Cell, sync::Arc};

use jiff::{SignedDuration, Timestamp};
use roster::{
    GraceDays, GroupNames, Member, MemberId, Practice, Replace, Settings, SingleSignOn, Tenant,
    TenantId, TenantKind, UnknownMembers,
};
use scim::schema::{self, Catalog};
use serde_json::{Value, json};
use store::{
    engine::{Direction, Engine, Snapshot, memory::MemoryEngine},
    operation::{
        Call, Deleted, Operation, Refusal, RunError, Seed, Written,
        group::{CreateGroup, DeleteGroup, PatchGroup, ReplaceGroup},
        job::CarryOn,
        member::{AddMember, RemovalDue, Removals, RestoreMember},
        tenant::{ChangeTenant, CreateTenant, TenantChange},
        token::{CreateToken, Credential, TokenCreated},
        user::{CreateUser, DeleteUser, PatchUser, ReplaceUser},
    },
    overlay::Overlay,
    reader,
    record::{Counters, Entry, activity::Source, token::format::TokenText},
};
use uuid::Uuid;

use crate::bodies::{group, group_body, patch_body, user, user_body};

pub(crate) struct World {
    engine: MemoryEngine,
    pub(crate) tenant: TenantId,
    pub(crate) now: Timestamp,
    pub(crate) source: Source,
    pub(crate) log_unchanged: bool,
    /// What requests are judged by.
    pub(crate) catalog: Arc<Catalog>,
    ids: u128,
    calls: Cell<u64>,
    /// The rows that the last operation wrote or deleted.
    pub(crate) last_changes: usize,
}

impl World {
    /// A business with single sign-on, a week of grace, and all tolerances.
    pub(crate) fn new() -> Self {
        let mut world = Self {
            engine: MemoryEngine::new(),
            tenant: TenantId(Uuid::from_u128(0xa)),
            now: "2026-01-01T00:00:00Z".parse().unwrap(),
            source: Source::admin("uid 0"),
            log_unchanged: true,
            catalog: Catalog::standard(),
            ids: 0xabcd_0000,
            calls: Cell::new(0),
            last_changes: 0,
        };
        world.create_tenant(0xa, "Oak School").unwrap();
        world
    }

    pub(crate) fn create_tenant(&mut self, id: u128, name: &str) -> Result<Tenant, Refusal> {
        let id = TenantId(Uuid::from_u128(id));
        let tenant = Tenant {
            id,
            name: name.to_owned(),
            kind: TenantKind::Business,
            sso: SingleSignOn::Saml,
            grace_days: GraceDays::DEFAULT,
            strict: false,
            practice: Practice::default(),
            settings: Settings::default(),
            declarations: 0,
            created_at: self.now,
        };
        let call = Call {
            tenant: id,
            ..self.call()
        };
        self.run(&CreateTenant { call, tenant })
    }

    /// Another one for each call.
    fn seed(&self) -> Seed {
        let calls = self.calls.get() + 1;
        self.calls.set(calls);
        let mut random = [7; 32];
        random[..8].copy_from_slice(&calls.to_be_bytes());
        Seed::new(random)
    }

    pub(crate) fn call(&self) -> Call {
        Call {
            tenant: self.tenant,
            catalog: Arc::clone(&self.catalog),
            source: self.source.clone(),
            request_id: "r".to_owned(),
            now: self.now,
            log_unchanged: self.log_unchanged,
            seed: self.seed(),
        }
    }

    /// Runs an operation as the writer does: on success its rows are committed, on refusal its
    /// entry is. Either way the rows agree with each other afterwards.
    pub(crate) fn run<O: Operation>(&mut self, operation: &O) -> Result<O::Output, Refusal> {
        let outcome = self.run_unchecked(operation);
        self.assert_sound();
        outcome
    }

    pub(crate) fn run_unchecked<O: Operation>(
        &mut self,
        operation: &O,
    ) -> Result<O::Output, Refusal> {
        let before = self.engine.snapshot().unwrap();
        let mut overlay = Overlay::new(&*before);
        let outcome = match operation.run(&mut overlay) {
            Ok(output) => Ok(output),
            Err(RunError::Refused(refusal)) => {
                overlay = Overlay::new(&*before);
                operation.record_refusal(&refusal, &mut overlay).unwrap();
                Err(refusal)
            }
            Err(RunError::Engine(error)) => panic!("{error}"),
        };
        let changes = overlay.into_changes();
        self.last_changes = changes.len();
        self.write(changes);
        outcome
    }

    /// Writes rows past all operations.
    pub(crate) fn write(&self, changes: impl IntoIterator<Item = (Vec<u8>, Option<Vec<u8>>)>) {
        let changes: Vec<_> = changes.into_iter().collect();
        self.engine
            .commit(&mut |tx| {
                for (key, value) in &changes {
                    match value {
                        Some(value) => tx.put(key, value)?,
                        None => tx.delete(key)?,
                    }
                }
                Ok(())
            })
            .unwrap();
    }

    #[track_caller]
    pub(crate) fn assert_sound(&self) {
        let problems = reader::check::verify(&*self.rows(), self.tenant).unwrap();
        assert!(problems.is_empty(), "{problems:#?}");
    }

    pub(crate) fn rows(&self) -> Box<dyn Snapshot> {
        self.engine.snapshot().unwrap()
    }

    pub(crate) fn id(&mut self) -> Uuid {
        self.ids += 1;
        Uuid::from_u128(self.ids)
    }

    pub(crate) fn wait_hours(&mut self, hours: i64) {
        self.now += SignedDuration::from_hours(hours);
    }

    // Users.

    pub(crate) fn create_user(&mut self, body: Value) -> Result<Written, Refusal> {
        let operation = CreateUser {
            call: self.call(),
            id: self.id(),
            new_member: MemberId(self.id()),
            incoming: user_body(body),
        };
        self.run(&operation)
    }

    /// A user with an address and an `externalId`. Gives their id.
    pub(crate) fn user(&mut self, name: &str) -> String {
        self.create_user(user(name)).unwrap().id
    }

    /// Many users, without the check of all rows after each.
    pub(crate) fn users(&mut self, number: usize) -> Vec<String> {
        (0..number)
            .map(|n| {
                let operation = CreateUser {
                    call: self.call(),
                    id: self.id(),
                    new_member: MemberId(self.id()),
                    incoming: user_body(user(&format!("u{n:03}"))),
                };
                self.run_unchecked(&operation).unwrap().id
            })
            .collect()
    }

    pub(crate) fn patch_user(&mut self, id: &str, operations: Value) -> Result<Written, Refusal> {
        let operation = PatchUser {
            call: self.call(),
            id: id.to_owned(),
            precondition: None,
            new_member: MemberId(self.id()),
            request: patch_body(operations, id, schema::user()),
            with_groups: true,
        };
        self.run(&operation)
    }

    pub(crate) fn set_active(&mut self, id: &str, active: bool) -> Result<Written, Refusal> {
        self.patch_user(
            id,
            json!([{"op": "replace", "path": "active", "value": active}]),
        )
    }

    pub(crate) fn replace_user(&mut self, id: &str, body: Value) -> Result<Written, Refusal> {
        let operation = ReplaceUser {
            call: self.call(),
            id: id.to_owned(),
            precondition: None,
            new_member: MemberId(self.id()),
            incoming: user_body(body),
            with_groups: true,
        };
        self.run(&operation)
    }

    pub(crate) fn delete_user(&mut self, id: &str) -> Result<Deleted, Refusal> {
        let operation = DeleteUser {
            call: self.call(),
            id: id.to_owned(),
            precondition: None,
        };
        self.run(&operation)
    }

    // Groups.

    pub(crate) fn create_group(&mut self, body: Value) -> Result<Written, Refusal> {
        let operation = CreateGroup {
            call: self.call(),
            id: self.id(),
            incoming: group_body(body),
            prepared: None,
        };
        self.run(&operation)
    }

    /// A group of these users. Gives its id.
    pub(crate) fn group(&mut self, name: &str, members: &[&str]) -> String {
        self.create_group(group(name, members)).unwrap().id
    }

    /// A group with one member, without the check of all rows: for many in a row.
    pub(crate) fn create_unchecked(&mut self, name: &str, member: &str) -> String {
        let operation = CreateGroup {
            call: self.call(),
            id: self.id(),
            incoming: group_body(group(name, &[member])),
            prepared: None,
        };
        self.run_unchecked(&operation).unwrap().id
    }

    pub(crate) fn patch_group(&mut self, id: &str, operations: Value) -> Result<Written, Refusal> {
        let operation = PatchGroup {
            call: self.call(),
            id: id.to_owned(),
            precondition: None,
            request: patch_body(operations, id, schema::group()),
            prepared: None,
        };
        self.run(&operation)
    }

    pub(crate) fn replace_group(&mut self, id: &str, body: Value) -> Result<Written, Refusal> {
        let operation = ReplaceGroup {
            call: self.call(),
            id: id.to_owned(),
            precondition: None,
            incoming: group_body(body),
            prepared: None,
        };
        self.run(&operation)
    }

    pub(crate) fn delete_group(&mut self, id: &str) -> Result<Deleted, Refusal> {
        let operation = DeleteGroup {
            call: self.call(),
            id: id.to_owned(),
            precondition: None,
        };
        self.run(&operation)
    }

    /// The names of a group's members, by age.
    pub(crate) fn members_of(&self, group: &str) -> Vec<String> {
        let group = group.parse().unwrap();
        reader::membership::members(&*self.rows(), self.tenant, group, None, usize::MAX)
            .unwrap()
            .members
            .into_iter()
            .map(|member| member.display)
            .collect()
    }

    /// The names of a user's groups, by age.
    pub(crate) fn groups_of(&self, user: &str) -> Vec<String> {
        let user = user.parse().unwrap();
        reader::membership::groups_of(&*self.rows(), self.tenant, user)
            .unwrap()
            .into_iter()
            .map(|group| group.display)
            .collect()
    }

    // Members, tokens, tenants.

    pub(crate) fn add_member(&mut self, email: &str) -> Result<Member, Refusal> {
        let operation = AddMember {
            call: self.call(),
            new_member: MemberId(self.id()),
            email: email.to_owned(),
            user_name: String::new(),
            display_name: None,
        };
        self.run(&operation)
    }

    pub(crate) fn restore(&mut self, member: MemberId) -> Result<Member, Refusal> {
        let operation = RestoreMember {
            call: self.call(),
            member,
        };
        self.run(&operation)
    }

    pub(crate) fn remove_due(&mut self, limit: usize) -> Removals {
        let mut call = self.call();
        call.source = Source::timer();
        self.run(&RemovalDue { call, limit }).unwrap()
    }

    pub(crate) fn member(&self, id: MemberId) -> Member {
        reader::member::by_id(&*self.rows(), self.tenant, id)
            .unwrap()
            .unwrap()
    }

    pub(crate) fn create_token(&mut self, name: &str) -> Result<TokenCreated, Refusal> {
        let [.., low] = self.id().into_bytes();
        let operation = CreateToken {
            call: self.call(),
            text: TokenText::mint([low; 10], [low; 24]),
            credential: Credential::Bearer,
            name: name.to_owned(),
            expires_at: None,
        };
        self.run(&operation)
    }

    /// From now on everything is called by this token.
    pub(crate) fn call_as(&mut self, token: &TokenCreated) {
        let record = &token.record;
        self.source = Source::token(&record.public_id, &record.name, Some("test/1.0"));
    }

    pub(crate) fn change_tenant(&mut self, change: TenantChange) -> Tenant {
        self.try_change(change).unwrap()
    }

    pub(crate) fn try_change(&mut self, change: TenantChange) -> Result<Tenant, Refusal> {
        let mut call = self.call();
        call.source = Source::app();
        self.run(&ChangeTenant { call, change })
    }

    /// The tenant as it is now.
    pub(crate) fn facts(&self) -> Tenant {
        reader::tenant::by_id(&*self.rows(), self.tenant)
            .unwrap()
            .unwrap()
    }

    /// Changes settings by their names.
    pub(crate) fn set(&mut self, settings: Value) -> Tenant {
        let Value::Object(settings) = settings else {
            panic!("settings are an object")
        };
        self.change_tenant(TenantChange {
            settings,
            ..TenantChange::default()
        })
    }

    /// Carries on with all jobs. Gives how many people were changed.
    pub(crate) fn carry_on(&mut self) -> usize {
        let mut changed = 0;
        loop {
            let new_members = (0..3).map(|_| MemberId(self.id())).collect();
            let mut call = self.call();
            call.source = Source::timer();
            let step = self.run(&CarryOn { call, new_members }).unwrap();
            changed += step.changed;
            if !step.more {
                return changed;
            }
        }
    }

    pub(crate) fn set_grace(&mut self, days: i64) {
        self.change_tenant(TenantChange {
            grace_days: Some(days.try_into().unwrap()),
            ..TenantChange::default()
        });
    }

    pub(crate) fn set_sso(&mut self, sso: SingleSignOn) {
        self.change_tenant(TenantChange {
            sso: Some(sso),
            ..TenantChange::default()
        });
    }

    pub(crate) fn set_group_names(&mut self, group_names: GroupNames) {
        self.change_tenant(TenantChange {
            group_names: Some(group_names),
            ..TenantChange::default()
        });
    }

    pub(crate) fn set_replace(&mut self, replace: Replace) {
        self.change_tenant(TenantChange {
            replace: Some(replace),
            ..TenantChange::default()
        });
    }

    pub(crate) fn set_unknown_members(&mut self, unknown_members: UnknownMembers) {
        self.change_tenant(TenantChange {
            unknown_members: Some(unknown_members),
            ..TenantChange::default()
        });
    }

    pub(crate) fn set_strict(&mut self) {
        self.change_tenant(TenantChange {
            strict: Some(true),
            ..TenantChange::default()
        });
    }

    // Readers.

    pub(crate) fn counters(&self) -> Counters {
        reader::counters::of(&*self.rows(), self.tenant).unwrap()
    }

    pub(crate) fn history(&self) -> Vec<Entry> {
        let rows = self.rows();
        reader::activity::page(&*rows, self.tenant, None, Direction::Ascending, usize::MAX).unwrap()
    }

    pub(crate) fn last_entry(&self) -> Entry {
        let rows = self.rows();
        reader::activity::page(&*rows, self.tenant, None, Direction::Descending, 1)
            .unwrap()
            .remove(0)
    }
}
