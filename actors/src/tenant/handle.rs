//! The way in to one active tenant.

use std::{sync::Arc, time::Duration};

use ractor::ActorRef;
use roster::TenantId;

use super::{Guest, Presence, TenantState, group_locks::GroupLocks, message::Message};
use crate::{
    context::Context,
    directory::{Directory, DirectoryArguments, DirectoryHandle},
    group_mapping::{GroupMapping, GroupMappingHandle},
    mailbox::Mailbox,
    permit::Room,
    provider::Walks,
    rates::TenantRates,
    scheduler::{Scheduler, SchedulerHandle},
    supervision::{Child, Spawner},
    token::{Token, TokenArguments, TokenHandle},
};

/// The handles of a tenant's actors, and what lives as long as the tenant is in memory.
#[derive(Debug)]
pub(crate) struct Tenant {
    id: TenantId,
    presence: Arc<Presence>,
    supervisor: Arc<Mailbox<Message>>,
    pub(crate) rates: TenantRates,
    pub(crate) walks: Walks,
    pub(crate) groups: GroupLocks,
    pub(crate) token: TokenHandle,
    pub(crate) directory: DirectoryHandle,
    pub(crate) group_mapping: GroupMappingHandle,
    pub(crate) scheduler: SchedulerHandle,
}

/// A request inside an active tenant.
#[derive(Debug)]
pub(crate) struct Visit {
    tenant: Arc<Tenant>,
    _guest: Guest,
}

impl Tenant {
    /// The handles; `children` makes the actors.
    pub(crate) fn new(id: TenantId, context: &Context) -> Self {
        let room = context
            .room
            .nested(context.in_force.load().settings.tenants.queue);
        Self {
            id,
            presence: Presence::new(),
            supervisor: Mailbox::new(Room::new(1)),
            rates: TenantRates::default(),
            walks: Walks::default(),
            groups: GroupLocks::default(),
            token: TokenHandle::new(),
            directory: DirectoryHandle::new(room, &context.room),
            group_mapping: GroupMappingHandle::new(),
            scheduler: SchedulerHandle::new(),
        }
    }

    /// The supervisor's children. The order is the order of their start.
    pub(super) fn children(&self, context: &Context) -> Vec<Box<dyn Child>> {
        let (id, context) = (self.id, context.clone());
        let token = TokenArguments {
            tenant: id,
            context: context.clone(),
            room: self.token.room().clone(),
            uses: Arc::clone(self.token.uses()),
        };
        let directory = DirectoryArguments {
            tenant: id,
            context: context.clone(),
            room: self.directory.room().clone(),
            notes: Arc::clone(self.directory.notes()),
        };
        let (writes, uses) = (self.directory.clone(), Arc::clone(self.token.uses()));
        let groups = (context.clone(), self.scheduler.clone());
        vec![
            Spawner::<Token, _>::boxed("token", self.token.mailbox(), move || {
                (Token, token.clone())
            }),
            Spawner::<Directory, _>::boxed("directory", self.directory.mailbox(), move || {
                (Directory, directory.clone())
            }),
            Spawner::<GroupMapping, _>::boxed(
                "group mapping",
                self.group_mapping.mailbox(),
                move || (GroupMapping, (id, groups.0.clone(), groups.1.clone())),
            ),
            Spawner::<Scheduler, _>::boxed("scheduler", self.scheduler.mailbox(), move || {
                let arguments = (id, context.clone(), writes.clone(), Arc::clone(&uses));
                (Scheduler, arguments)
            }),
        ]
    }

    pub(super) fn connect(&self, supervisor: ActorRef<Message>) {
        self.supervisor.connect(supervisor);
    }

    pub(crate) fn id(&self) -> TenantId {
        self.id
    }

    pub(crate) fn presence(&self) -> &Arc<Presence> {
        &self.presence
    }

    /// Asks each actor, giving each `limit`.
    pub(crate) async fn inspect(&self, limit: Duration) -> TenantState {
        let (actors, token, directory, group_mapping, scheduler) = tokio::join!(
            self.supervisor
                .query(limit, |reply| Message::Inspect { reply }),
            self.token.inspect(limit),
            self.directory.inspect(limit),
            self.group_mapping.inspect(limit),
            self.scheduler.inspect(limit),
        );
        TenantState {
            id: self.id.to_string(),
            requests: self.presence.guests(),
            actors: actors.ok(),
            token: token.ok(),
            directory: directory.ok(),
            group_mapping: group_mapping.ok(),
            scheduler: scheduler.ok(),
        }
    }
}

impl Visit {
    /// Another visit to the same tenant, for work that may outlive the request. `None` when the
    /// tenant is leaving.
    pub(crate) fn again(&self) -> Option<Self> {
        Self::enter(Arc::clone(&self.tenant))
    }

    /// `None` when the tenant is leaving.
    pub(crate) fn enter(tenant: Arc<Tenant>) -> Option<Self> {
        let guest = tenant.presence.enter()?;
        Some(Self {
            tenant,
            _guest: guest,
        })
    }
}

impl std::ops::Deref for Visit {
    type Target = Tenant;

    fn deref(&self) -> &Tenant {
        &self.tenant
    }
}
