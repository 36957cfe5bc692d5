//! That something was committed, for whoever waits for events.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use store::writer::Store;
use tokio::sync::watch;

/// Tells of each commit, until it is ended.
#[derive(Debug, Clone)]
pub(super) struct News(Arc<Mutex<Option<watch::Sender<()>>>>);

/// The news of a store.
pub(super) fn of(store: &Store) -> News {
    let news = News(Arc::new(Mutex::new(Some(watch::Sender::new(())))));
    let told = news.clone();
    store.on_commit(Arc::new(move || told.tell()));
    news
}

impl News {
    /// Of a new one that was ended already, nothing is ever heard.
    pub(super) fn subscribe(&self) -> watch::Receiver<()> {
        match &*self.lock() {
            Some(sender) => sender.subscribe(),
            None => watch::channel(()).1,
        }
    }

    /// Nobody waits any longer: the daemon leaves.
    pub(super) fn end(&self) {
        self.lock().take();
    }

    fn tell(&self) {
        if let Some(sender) = &*self.lock() {
            sender.send_replace(());
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<watch::Sender<()>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
