//! What every actor works with.

use std::sync::Arc;

use jiff::Timestamp;
use store::writer::Store;

use crate::{clock::Clock, generation::InForce, ids::Ids, permit::Room};

/// Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Context {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Ids,
    pub(crate) in_force: InForce,
    /// The process-wide budget of work that waits.
    pub(crate) room: Room,
}

impl Context {
    pub(crate) fn new(store: Store, clock: Arc<dyn Clock>, in_force: InForce) -> Self {
        let room = Room::new(in_force.load().settings.store.queue);
        Self {
            ids: Ids::new(Arc::clone(&clock)),
            store,
            clock,
            in_force,
            room,
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
