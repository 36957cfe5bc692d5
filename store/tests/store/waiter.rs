//! Somebody who waits for an answer, or for what the writer brings about by itself.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, Sender},
    },
    time::Duration,
};

use store::{error::WriteError, writer::Answer};

/// One who waits for an answer.
pub(crate) struct Waiter<T> {
    outcome: Receiver<Result<T, WriteError>>,
    gone: Arc<AtomicBool>,
}

struct Desk<T> {
    outcome: Sender<Result<T, WriteError>>,
    gone: Arc<AtomicBool>,
}

impl<T: Send> Answer<T> for Desk<T> {
    fn is_abandoned(&self) -> bool {
        self.gone.load(Ordering::SeqCst)
    }

    fn give(self: Box<Self>, outcome: Result<T, WriteError>) {
        // The test may have finished without waiting.
        self.outcome.send(outcome).unwrap_or_default();
    }
}

/// Long enough for any machine: it is only reached when something is broken.
const PATIENCE: Duration = Duration::from_mins(1);

impl<T: Send + 'static> Waiter<T> {
    pub(crate) fn new() -> (Self, Box<dyn Answer<T>>) {
        let (sender, outcome) = mpsc::channel();
        let gone = Arc::new(AtomicBool::new(false));
        (
            Self {
                outcome,
                gone: Arc::clone(&gone),
            },
            Box::new(Desk {
                outcome: sender,
                gone,
            }),
        )
    }

    pub(crate) fn wait(&self) -> Result<T, WriteError> {
        self.outcome.recv_timeout(PATIENCE).expect("an answer")
    }

    pub(crate) fn is_answered(&self) -> bool {
        self.outcome.try_recv().is_ok()
    }

    pub(crate) fn leave(&self) {
        self.gone.store(true, Ordering::SeqCst);
    }
}

/// Waits until a condition holds that the writer thread will bring about by itself.
pub(crate) fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    let (_never, tick) = mpsc::channel::<()>();
    for _ in 0..60_000 {
        if holds() {
            return;
        }
        tick.recv_timeout(Duration::from_millis(1))
            .unwrap_or_default();
    }
    panic!("{what} did not happen");
}

/// The order in which answers were given.
#[derive(Debug, Clone, Default)]
pub(crate) struct Order(Arc<Mutex<Vec<String>>>);

impl Order {
    pub(crate) fn given(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    pub(crate) fn entry<T>(&self, name: &str) -> Box<dyn Answer<T>> {
        Box::new(Entry {
            order: self.clone(),
            name: name.to_owned(),
        })
    }
}

struct Entry {
    order: Order,
    name: String,
}

impl<T> Answer<T> for Entry {
    fn is_abandoned(&self) -> bool {
        false
    }

    fn give(self: Box<Self>, _: Result<T, WriteError>) {
        self.order.0.lock().unwrap().push(self.name);
    }
}
