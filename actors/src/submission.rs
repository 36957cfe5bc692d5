//! One operation on its way to the store, with all that travels with it.

use roster::TenantId;
use store::{operation::Operation, writer::Store};

use crate::{
    permit::Permit,
    reply::{Outcome, Reply},
};

/// The operation, the room it takes, and where its outcome goes.
#[derive(Debug)]
pub(crate) struct Submission<O: Operation> {
    operation: O,
    permit: Permit,
    reply: Reply<O::Output>,
}

impl<O: Operation> Submission<O> {
    pub(crate) fn new(operation: O, permit: Permit) -> (Self, Outcome<O::Output>) {
        let (reply, outcome) = Reply::pair();
        let submission = Self {
            operation,
            permit,
            reply,
        };
        (submission, outcome)
    }

    /// The caller has gone away: the work need not be done.
    pub(crate) fn is_abandoned(&self) -> bool {
        self.reply.is_closed()
    }

    /// Passes it on to the store, permit and reply included, and does not wait.
    pub(crate) fn submit(self, store: &Store, tenant: TenantId) {
        store.submit(
            tenant,
            self.operation,
            Box::new(self.permit),
            Box::new(self.reply.admitted()),
        );
    }
}
