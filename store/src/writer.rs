//! The one writer: group commit, fair over tenants.
//!
//! One thread takes what is waiting, runs each operation on an overlay of its own, commits once,
//! and then answers them all; whatever arrives during the commit is the next batch, so the disk
//! itself sets the size of a batch. `docs/design/store.md` tells the whole
//! protocol and what happens when the disk fails.

use std::{
    sync::{Arc, Mutex, PoisonError},
    thread::{self, JoinHandle, ThreadId},
};

use roster::TenantId;

use self::{
    epoch::Epochs,
    feed::Listener,
    job::{Pending, Verdict},
    queue::Queue,
    turns::Writer,
};
use crate::{
    engine::{
        Engine, Snapshot,
        redb::{Options, RedbEngine},
    },
    error::{EngineError, WriteError},
    format,
    operation::Operation,
};

mod batch;
mod contain;
mod epoch;
mod feed;
mod job;
mod lanes;
mod pace;
mod queue;
mod turns;

pub use epoch::AccessEpoch;
pub use feed::OnCommit;

/// Where an operation's outcome goes. Implemented by the actors' reply ports.
pub trait Answer<T>: Send {
    /// Nobody waits any more: the operation is dropped before it touches the store.
    fn is_abandoned(&self) -> bool;

    /// Called once, on the writer's thread or on the submitter's. It must not block.
    fn give(self: Box<Self>, outcome: Result<T, WriteError>);
}

/// How much the writer takes on.
#[derive(Debug, Clone, Copy)]
pub struct WriterOptions {
    /// Operations per commit, at most.
    pub batch: usize,
    /// Operations waiting, over all tenants, at most.
    pub queue: usize,
}

/// For `status`, the watchdog and metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Health {
    /// False while the store is read-only after a failed commit, and after a close.
    pub writable: bool,
    /// Operations waiting.
    pub queued: usize,
    /// Operations whose outcome was committed since the start, refused ones included.
    pub committed: u64,
    /// Commits since the start.
    pub batches: u64,
}

/// Handle to the store; cheap to clone. The last one to be dropped closes the store.
#[derive(Clone, Debug)]
pub struct Store {
    writer: Arc<WriterHandle>,
}

impl Store {
    /// Opens the file of the settings and starts the writer over it.
    pub fn open(settings: &settings::Store) -> Result<Self, EngineError> {
        let options = Options {
            cache_bytes: settings.cache_bytes,
            recovery: settings.recovery,
        };
        let engine: Arc<dyn Engine> = Arc::new(RedbEngine::open(&settings.path, options)?);
        #[cfg(feature = "fault-injection")]
        let engine = crate::engine::faults::from_environment(engine);
        Self::start(
            engine,
            WriterOptions {
                batch: settings.batch,
                queue: settings.queue,
            },
        )
    }

    /// Starts the writer thread over an open engine; checks the schema version row first (a newer
    /// one is refused), and stamps it on a new store.
    pub fn start(engine: Arc<dyn Engine>, options: WriterOptions) -> Result<Self, EngineError> {
        format::check(engine.as_ref())?;
        let queue = Arc::new(Queue::new(options.queue));
        let epochs = Arc::new(Epochs::default());
        let listener = Arc::new(Listener::default());
        let writer = Writer::new(
            Arc::clone(&engine),
            Arc::clone(&queue),
            Arc::clone(&epochs),
            Arc::clone(&listener),
            options.batch,
        );
        let thread = thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || writer.run())
            .map_err(EngineError::Io)?;
        let writer = WriterHandle {
            engine,
            queue,
            epochs,
            listener,
            thread_id: thread.thread().id(),
            thread: Mutex::new(Some(thread)),
        };
        Ok(Self {
            writer: Arc::new(writer),
        })
    }

    /// The rows as of the last commit. Never waits for a write.
    pub fn snapshot(&self) -> Result<Box<dyn Snapshot>, EngineError> {
        let WriterHandle { engine, queue, .. } = self.writer.as_ref();
        if engine.has_failed() {
            queue.suspect();
        }
        engine.snapshot()
    }

    /// A snapshot, and the epoch that it shows. There is none while the rows that decide who is let
    /// in are being changed: then what was read of them before says nothing about this snapshot.
    pub fn snapshot_in_epoch(
        &self,
    ) -> Result<(Box<dyn Snapshot>, Option<AccessEpoch>), EngineError> {
        let (snapshot, epoch) = self.writer.epochs.around(|| self.snapshot());
        Ok((snapshot?, epoch))
    }

    /// From now on `listener` is called behind each commit. The first one stays.
    pub fn on_commit(&self, listener: OnCommit) {
        self.writer.listener.set(listener);
    }

    /// Queues an operation; returns at once. `held` (the caller's permits) is dropped when the
    /// operation has been answered.
    ///
    /// Operations of one tenant run in the order in which they were submitted.
    pub fn submit<O: Operation>(
        &self,
        tenant: TenantId,
        operation: O,
        held: Box<dyn Send>,
        answer: Box<dyn Answer<O::Output>>,
    ) {
        let job = Box::new(Pending::new(operation, held, answer));
        if let Err(refused) = self.writer.queue.submit(tenant, job) {
            job::answer(refused, Verdict::Unavailable);
        }
    }

    /// Answers once the writer thread has come back to its queue: feeds the watchdog. It waits
    /// for the batch that is being committed, and for no other.
    pub fn ping(&self, answer: Box<dyn Answer<()>>) {
        if let Err(refused) = self.writer.queue.ping(answer) {
            contain::panics("answering a ping", || {
                refused.give(Err(WriteError::Unavailable));
            });
        }
    }

    /// How the writer is doing.
    pub fn health(&self) -> Health {
        self.writer.queue.health()
    }

    /// Finishes what is queued, closes the engine, joins the thread. Blocks that long. Afterwards
    /// every write is answered [`WriteError::Unavailable`].
    pub fn close(&self) {
        self.writer.close();
    }
}

/// What all clones of a [`Store`] share; the thread itself holds no part in it.
#[derive(Debug)]
struct WriterHandle {
    engine: Arc<dyn Engine>,
    queue: Arc<Queue>,
    epochs: Arc<Epochs>,
    listener: Arc<Listener>,
    thread_id: ThreadId,
    /// Locked while joining, so that every caller of close finds the store closed.
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl WriterHandle {
    fn close(&self) {
        self.queue.close();
        // An answer may close the store, or drop its last handle, on the writer's own thread,
        // which cannot wait for itself; it ends by itself then.
        if thread::current().id() == self.thread_id {
            return;
        }
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(thread) = thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the store's writer thread had panicked");
        }
    }
}

impl Drop for WriterHandle {
    fn drop(&mut self) {
        self.close();
    }
}
