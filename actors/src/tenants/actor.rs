//! The actor: one activation at a time per tenant, and passivation.

use std::{collections::HashMap, sync::Arc, time::Duration};

use ractor::{
    ACTIVE_STATES, Actor, ActorId, ActorProcessingErr, ActorRef, RpcReplyPort, SupervisionEvent,
};
use roster::TenantId;

use super::{
    Table, TenantsState,
    entry::Entry,
    message::{Activate, Awoken, Message},
};
use crate::{
    context::Context,
    mailbox::answer,
    tenant::{Tenant, TenantSupervisor},
    turns::Turns,
};

/// How long a tenant's actors may take to drain before they are ended.
const DRAIN_LIMIT: Duration = Duration::from_secs(20);
/// The bounds of the time between two looks for idle tenants.
const SHORTEST_SWEEP: Duration = Duration::from_secs(1);
const LONGEST_SWEEP: Duration = Duration::from_secs(30);

pub(crate) struct Tenants;

#[derive(Debug, Clone)]
pub(crate) struct TenantsArguments {
    pub(crate) context: Context,
    pub(crate) table: Table,
}

pub(crate) struct State {
    myself: ActorRef<Message>,
    context: Context,
    table: Table,
    entries: HashMap<TenantId, Entry>,
    activating: Turns,
    draining: Option<RpcReplyPort<()>>,
    drained: bool,
    activations: u64,
    torn_down: u64,
}

impl Actor for Tenants {
    type Msg = Message;
    type State = State;
    type Arguments = TenantsArguments;

    async fn pre_start(
        &self,
        myself: ActorRef<Message>,
        TenantsArguments { context, table }: TenantsArguments,
    ) -> Result<State, ActorProcessingErr> {
        // Tenants of an earlier incarnation died with it.
        table.clear();
        let settings = context.in_force.load().settings.tenants.clone();
        let sweep = (settings.idle / 4).clamp(SHORTEST_SWEEP, LONGEST_SWEEP);
        drop(myself.send_interval(sweep, || Message::Sweep));
        Ok(State {
            myself,
            context,
            table,
            entries: HashMap::new(),
            activating: Turns::new(settings.activations),
            draining: None,
            drained: false,
            activations: 0,
            torn_down: 0,
        })
    }

    async fn handle(
        &self,
        _: ActorRef<Message>,
        message: Message,
        state: &mut State,
    ) -> Result<(), ActorProcessingErr> {
        match message {
            Message::Activate(request) => state.activate(request),
            Message::Activated {
                tenant,
                outcome: Ok(awoken),
            } => state.activated(tenant, awoken),
            Message::Activated {
                tenant,
                outcome: Err(error),
            } => {
                tracing::error!(%tenant, %error, "could not be activated");
                state.entries.remove(&tenant);
                state.answer_drain();
            }
            Message::Left(tenant) => state.left(tenant),
            Message::Sweep => state.sweep(),
            Message::Drain { reply } => state.drain(reply),
            Message::Inspect { reply } => answer(reply, state.inspect()),
        }
        Ok(())
    }

    async fn handle_supervisor_evt(
        &self,
        _: ActorRef<Message>,
        event: SupervisionEvent,
        state: &mut State,
    ) -> Result<(), ActorProcessingErr> {
        match event {
            SupervisionEvent::ActorFailed(who, error) => {
                tracing::error!(%error, "a tenant's actors keep failing; it starts anew on its next use");
                state.lost(who.get_id());
            }
            SupervisionEvent::ActorTerminated(who, ..) => state.lost(who.get_id()),
            SupervisionEvent::ActorStarted(_) | SupervisionEvent::ProcessGroupChanged(_) => {}
        }
        Ok(())
    }
}

impl State {
    fn activate(&mut self, request: Activate) {
        if self.drained || self.draining.is_some() || request.reply.is_closed() {
            return;
        }
        match self.entries.get_mut(&request.tenant) {
            Some(Entry::Active { tenant, .. }) => {
                answer(request.reply, Arc::clone(tenant));
            }
            Some(Entry::Waking(waiting) | Entry::Leaving(waiting)) => waiting.push(request),
            None => self.wake(request.tenant, vec![request]),
        }
    }

    /// Starts the tenant's actors in a task, so that this actor goes on meanwhile.
    fn wake(&mut self, id: TenantId, waiting: Vec<Activate>) {
        self.entries.insert(id, Entry::Waking(waiting));
        self.activations += 1;
        let (myself, context) = (self.myself.clone(), self.context.clone());
        let at_once = context.in_force.load().settings.tenants.activations;
        let turns = self.activating.of(at_once);
        tokio::spawn(async move {
            // It fails only when closed, which nobody does.
            let _turn = turns.acquire().await;
            let tenant = Arc::new(Tenant::new(id, &context));
            let arguments = (Arc::clone(&tenant), context);
            let spawned =
                Actor::spawn_linked(None, TenantSupervisor, arguments, myself.get_cell()).await;
            let outcome = spawned.map(|(supervisor, _)| Awoken { tenant, supervisor });
            drop(myself.send_message(Message::Activated {
                tenant: id,
                outcome,
            }));
        });
    }

    fn activated(&mut self, id: TenantId, Awoken { tenant, supervisor }: Awoken) {
        let Some(Entry::Waking(waiting)) = self.entries.remove(&id) else {
            supervisor.stop(None);
            return;
        };
        if !ACTIVE_STATES.contains(&supervisor.get_status()) {
            // It died before this message; those who wait learn it from their dropped replies.
            self.torn_down += 1;
            self.answer_drain();
            return;
        }
        self.table.insert(Arc::clone(&tenant));
        for Activate { permit, reply, .. } in waiting {
            answer(reply, Arc::clone(&tenant));
            drop(permit);
        }
        self.entries
            .insert(id, Entry::Active { tenant, supervisor });
        if self.draining.is_some() {
            self.send_away(id);
        }
    }

    fn sweep(&mut self) {
        let idle = self.context.in_force.load().settings.tenants.idle;
        let leaving: Vec<TenantId> = self
            .entries
            .iter()
            .filter_map(|(id, entry)| match entry {
                Entry::Active { tenant, .. } if tenant.presence().close_if_idle(idle) => Some(*id),
                _ => None,
            })
            .collect();
        for id in leaving {
            self.send_away(id);
        }
    }

    /// Drains a tenant's actors in a task; `Left` says when they are gone.
    fn send_away(&mut self, id: TenantId) {
        self.table.remove(id);
        let Some(Entry::Active { supervisor, .. }) =
            self.entries.insert(id, Entry::Leaving(Vec::new()))
        else {
            return;
        };
        let myself = self.myself.clone();
        tokio::spawn(async move {
            if let Err(error) = supervisor.drain_and_wait(Some(DRAIN_LIMIT)).await {
                tracing::error!(tenant = %id, %error, "did not drain; ended");
                supervisor.kill();
            }
            drop(myself.send_message(Message::Left(id)));
        });
    }

    fn left(&mut self, id: TenantId) {
        if let Some(Entry::Leaving(waiting)) = self.entries.remove(&id)
            && !waiting.is_empty()
        {
            self.wake(id, waiting);
        }
        self.answer_drain();
    }

    fn drain(&mut self, reply: RpcReplyPort<()>) {
        self.draining = Some(reply);
        let all: Vec<TenantId> = self.entries.keys().copied().collect();
        for id in all {
            match self.entries.get_mut(&id) {
                Some(Entry::Active { .. }) => self.send_away(id),
                Some(Entry::Leaving(waiting) | Entry::Waking(waiting)) => waiting.clear(),
                None => {}
            }
        }
        self.answer_drain();
    }

    fn answer_drain(&mut self) {
        if self.entries.is_empty()
            && let Some(reply) = self.draining.take()
        {
            self.drained = true;
            answer(reply, ());
        }
    }

    /// A supervisor has ended. One that was sent away is expected to.
    fn lost(&mut self, who: ActorId) {
        let lost = self.entries.iter().find_map(|(id, entry)| match entry {
            Entry::Active { supervisor, .. } if supervisor.get_id() == who => Some(*id),
            _ => None,
        });
        if let Some(id) = lost {
            self.torn_down += 1;
            self.table.remove(id);
            self.entries.remove(&id);
            self.answer_drain();
        }
    }

    fn inspect(&self) -> TenantsState {
        let count = |wanted: fn(&Entry) -> bool| {
            self.entries.values().filter(|entry| wanted(entry)).count()
        };
        TenantsState {
            active: count(|entry| matches!(entry, Entry::Active { .. })),
            activating: count(|entry| matches!(entry, Entry::Waking(_))),
            leaving: count(|entry| matches!(entry, Entry::Leaving(_))),
            activations: self.activations,
            torn_down: self.torn_down,
        }
    }
}
