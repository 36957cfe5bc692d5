//! The children of one supervisor.

use std::{fmt, time::Duration};

use ractor::{
    ActorCell, ActorId, ActorProcessingErr, ActorRef, Message, SpawnErr, SupervisionEvent,
};
use tokio::time::Instant;

use super::{Budget, Child, ChildState, budget};

/// The children and what their restarts may still cost.
pub(crate) struct Children {
    children: Vec<Supervised>,
    budget: Budget,
}

/// Names one child in the message that asks for its restart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Which(usize);

/// What is to be done now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "a child that ended is only restarted if this is followed"]
pub(crate) enum NextStep {
    /// Nothing: all is well, or it was an earlier incarnation.
    Nothing,
    /// Call `restart` after the delay.
    RestartAfter(Which, Duration),
    /// The budget is spent: the supervisor ends too.
    Exhausted(&'static str),
}

struct Supervised {
    child: Box<dyn Child>,
    incarnation: Option<ActorId>,
    started: Instant,
    in_a_row: u32,
    restarts: u64,
}

impl Children {
    pub(crate) fn new(budget: Budget, children: Vec<Box<dyn Child>>) -> Self {
        let children = children
            .into_iter()
            .map(|child| Supervised {
                child,
                incarnation: None,
                started: Instant::now(),
                in_a_row: 0,
                restarts: 0,
            })
            .collect();
        Self { children, budget }
    }

    /// Starts all of them, in order; the first that refuses ends it.
    pub(crate) async fn start(&mut self, supervisor: &ActorCell) -> Result<(), SpawnErr> {
        for supervised in &mut self.children {
            supervised.start(supervisor.clone()).await?;
        }
        Ok(())
    }

    /// To be called with every event of the supervisor's children.
    pub(crate) fn notice(&mut self, event: &SupervisionEvent) -> NextStep {
        match event {
            SupervisionEvent::ActorFailed(who, error) => {
                let name = self.name_of(who.get_id());
                tracing::error!(actor = name, %error, "failed");
                self.ended(who.get_id())
            }
            SupervisionEvent::ActorTerminated(who, ..) => self.ended(who.get_id()),
            SupervisionEvent::ActorStarted(_) | SupervisionEvent::ProcessGroupChanged(_) => {
                NextStep::Nothing
            }
        }
    }

    fn ended(&mut self, actor: ActorId) -> NextStep {
        match self
            .children
            .iter()
            .position(|supervised| supervised.incarnation == Some(actor))
        {
            Some(index) => self.lost(Which(index)),
            None => NextStep::Nothing,
        }
    }

    /// Starts the child again. A start that fails counts as one more end.
    pub(crate) async fn restart(&mut self, which: Which, supervisor: &ActorCell) -> NextStep {
        let Some(supervised) = self.children.get_mut(which.0) else {
            return NextStep::Nothing;
        };
        match supervised.start(supervisor.clone()).await {
            Ok(()) => {
                supervised.restarts += 1;
                tracing::warn!(actor = supervised.child.name(), "restarted");
                NextStep::Nothing
            }
            Err(error) => {
                tracing::error!(actor = supervised.child.name(), %error, "could not be restarted");
                self.lost(which)
            }
        }
    }

    /// For `status`.
    pub(crate) fn states(&self) -> Vec<ChildState> {
        self.children
            .iter()
            .map(|supervised| ChildState {
                name: supervised.child.name(),
                running: supervised.incarnation.is_some(),
                restarts: supervised.restarts,
            })
            .collect()
    }

    fn name_of(&self, actor: ActorId) -> Option<&'static str> {
        let mut children = self.children.iter();
        let child = children.find(|supervised| supervised.incarnation == Some(actor))?;
        Some(child.child.name())
    }

    fn lost(&mut self, which: Which) -> NextStep {
        let now = Instant::now();
        let Some(supervised) = self.children.get_mut(which.0) else {
            return NextStep::Nothing;
        };
        supervised.child.disconnect();
        supervised.incarnation = None;
        if now.duration_since(supervised.started) >= self.budget.window() {
            supervised.in_a_row = 0;
        }
        if !self.budget.spend(now) {
            return NextStep::Exhausted(supervised.child.name());
        }
        let delay = budget::delay(supervised.in_a_row);
        supervised.in_a_row += 1;
        NextStep::RestartAfter(which, delay)
    }
}

impl NextStep {
    /// Does it: `restart` makes the message that the supervisor gets when the delay is over. `Err`
    /// ends the supervisor.
    pub(crate) fn follow<M: Message>(
        self,
        myself: &ActorRef<M>,
        restart: fn(Which) -> M,
    ) -> Result<(), ActorProcessingErr> {
        match self {
            Self::Nothing => Ok(()),
            Self::RestartAfter(which, delay) => {
                drop(myself.send_after(delay, move || restart(which)));
                Ok(())
            }
            Self::Exhausted(child) => Err(format!("the {child} actor keeps failing").into()),
        }
    }
}

impl Supervised {
    async fn start(&mut self, supervisor: ActorCell) -> Result<(), SpawnErr> {
        self.incarnation = Some(self.child.start(supervisor).await?);
        self.started = Instant::now();
        Ok(())
    }
}

impl fmt::Debug for Children {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Children")
            .field("children", &self.states())
            .field("budget", &self.budget)
            .finish()
    }
}
