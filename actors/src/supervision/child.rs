//! How one child is started, whatever its message type.

use std::{future::Future, pin::Pin, sync::Arc};

use ractor::{Actor, ActorCell, ActorId, SpawnErr};

use crate::mailbox::Mailbox;

/// The future of a start; `Err` when the actor's `pre_start` refused.
pub(crate) type Start<'c> = Pin<Box<dyn Future<Output = Result<ActorId, SpawnErr>> + Send + 'c>>;

/// A child that a supervisor can start as often as it must.
pub(crate) trait Child: Send + Sync {
    /// Its duty, for logs and `status`.
    fn name(&self) -> &'static str;
    /// Starts a new incarnation under `supervisor` and connects its mailbox.
    fn start(&self, supervisor: ActorCell) -> Start<'_>;
    /// Refuses messages until the next start.
    fn disconnect(&self);
}

/// The `Child` of an actor that is made anew by `make`.
pub(crate) struct Spawner<A: Actor, F> {
    name: &'static str,
    mailbox: Arc<Mailbox<A::Msg>>,
    make: F,
}

impl<A, F> Spawner<A, F>
where
    A: Actor,
    F: Fn() -> (A, A::Arguments) + Send + Sync + 'static,
{
    /// A child whose incarnations all answer to `mailbox`.
    pub(crate) fn boxed(
        name: &'static str,
        mailbox: &Arc<Mailbox<A::Msg>>,
        make: F,
    ) -> Box<dyn Child> {
        Box::new(Self {
            name,
            mailbox: Arc::clone(mailbox),
            make,
        })
    }
}

impl<A, F> Child for Spawner<A, F>
where
    A: Actor,
    F: Fn() -> (A, A::Arguments) + Send + Sync,
{
    fn name(&self) -> &'static str {
        self.name
    }

    fn start(&self, supervisor: ActorCell) -> Start<'_> {
        Box::pin(async move {
            let (actor, arguments) = (self.make)();
            // Unnamed: ractor's registry of names is one for the whole process.
            let (actor, _) = A::spawn_linked(None, actor, arguments, supervisor).await?;
            let id = actor.get_id();
            self.mailbox.connect(actor);
            Ok(id)
        })
    }

    fn disconnect(&self) {
        self.mailbox.disconnect();
    }
}
