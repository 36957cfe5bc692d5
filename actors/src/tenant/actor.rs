//! The supervisor of one tenant's actors.

use std::{sync::Arc, time::Duration};

use ractor::{Actor, ActorProcessingErr, ActorRef, SupervisionEvent};

use super::{Tenant, message::Message};
use crate::{
    context::Context,
    mailbox::answer,
    supervision::{Budget, Children},
};

/// How long the children may take to answer what is queued when the tenant leaves.
const CHILDREN_DRAIN_LIMIT: Duration = Duration::from_secs(15);

pub(crate) struct TenantSupervisor;

impl Actor for TenantSupervisor {
    type Msg = Message;
    type State = Children;
    type Arguments = (Arc<Tenant>, Context);

    async fn pre_start(
        &self,
        myself: ActorRef<Message>,
        (tenant, context): Self::Arguments,
    ) -> Result<Children, ActorProcessingErr> {
        let settings = &context.in_force.load().settings.tenants;
        let budget = Budget::new(settings.restarts, settings.restart_window);
        let mut children = Children::new(budget, tenant.children(&context));
        children.start(&myself.get_cell()).await?;
        tenant.connect(myself);
        Ok(children)
    }

    async fn handle(
        &self,
        myself: ActorRef<Message>,
        message: Message,
        children: &mut Children,
    ) -> Result<(), ActorProcessingErr> {
        match message {
            Message::Restart(which) => {
                let next = children.restart(which, &myself.get_cell()).await;
                next.follow(&myself, Message::Restart)?;
            }
            Message::Inspect { reply } => answer(reply, children.states()),
        }
        Ok(())
    }

    async fn handle_supervisor_evt(
        &self,
        myself: ActorRef<Message>,
        event: SupervisionEvent,
        children: &mut Children,
    ) -> Result<(), ActorProcessingErr> {
        children.notice(&event).follow(&myself, Message::Restart)
    }

    /// After a drain: the children answer what they have. Ending without this would drop it.
    async fn post_stop(
        &self,
        myself: ActorRef<Message>,
        _: &mut Children,
    ) -> Result<(), ActorProcessingErr> {
        myself
            .get_cell()
            .drain_children_and_wait(Some(CHILDREN_DRAIN_LIMIT))
            .await;
        Ok(())
    }
}
