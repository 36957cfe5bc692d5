//! The keys of one source: when they are read, and for how long they are good.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::{FutureExt as _, future::BoxFuture, future::Shared};
use jiff::{SignedDuration, Timestamp};
use settings::KeySource;

use crate::{key_set::KeySet, load};

/// Between two tries to read keys that are there already. Assertions can make this server ask an
/// issuer, and anybody can send one.
const PAUSE: SignedDuration = SignedDuration::from_secs(60);
/// Between two tries while there are no keys at all.
const PAUSE_WITHOUT: SignedDuration = SignedDuration::from_secs(5);

/// A source and what was read from it.
#[derive(Debug)]
pub(crate) struct Kept {
    source: KeySource,
    state: Mutex<State>,
}

/// What there is, after it was tried to have what is wanted.
#[derive(Debug)]
pub(crate) struct Found {
    /// None: they were never read.
    pub(crate) keys: Option<Arc<KeySet>>,
    /// Whether the last try to read them has worked.
    pub(crate) current: bool,
}

#[derive(Debug, Default)]
struct State {
    keys: Option<Arc<KeySet>>,
    /// When they were read, and for how long they are good.
    fresh: Option<(Timestamp, SignedDuration)>,
    tried_at: Option<Timestamp>,
    failed: bool,
    /// All who need the same keys wait for the same reading.
    reading: Option<Shared<BoxFuture<'static, ()>>>,
}

impl Kept {
    pub(crate) fn new(source: KeySource) -> Self {
        Self {
            source,
            state: Mutex::default(),
        }
    }

    pub(crate) fn source(&self) -> &KeySource {
        &self.source
    }

    /// The same keys, but no longer fresh. A reading that is under way was begun too early.
    pub(crate) fn to_be_read_again(&self) -> Self {
        let state = State {
            keys: self.lock().keys.clone(),
            ..State::default()
        };
        Self {
            source: self.source.clone(),
            state: Mutex::new(state),
        }
    }

    /// The keys, read anew if they are old or not those that are wanted. Old ones stay good for as
    /// long as no new ones can be had.
    pub(crate) async fn find(
        self: &Arc<Self>,
        now: Timestamp,
        wanted: impl Fn(&KeySet) -> bool,
    ) -> Found {
        let reading = {
            let mut state = self.lock();
            let has_them = state.keys.as_deref().is_some_and(wanted);
            if has_them && state.is_fresh(now) {
                return state.found();
            }
            state.join(self, now)
        };
        if let Some(reading) = reading {
            reading.await;
        }
        self.lock().found()
    }

    async fn read(self: Arc<Self>, now: Timestamp) {
        let outcome = load::keys(&self.source).await;
        let mut state = self.lock();
        state.failed = outcome.is_err();
        match outcome {
            Ok(loaded) => {
                state.keys = Some(Arc::new(loaded.keys));
                state.fresh = Some((now, loaded.good_for));
            }
            Err(error) => tracing::warn!(
                source = load::name(&self.source),
                %error,
                kept = state.keys.is_some(),
                "an issuer's keys cannot be read"
            ),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn found(&self) -> Found {
        Found {
            keys: self.keys.clone(),
            current: !self.failed,
        }
    }

    fn is_fresh(&self, now: Timestamp) -> bool {
        self.fresh
            .is_some_and(|(read_at, good_for)| is_within(now, read_at, good_for))
    }

    /// The reading to wait for; none if it was tried a moment ago.
    fn join(&mut self, kept: &Arc<Kept>, now: Timestamp) -> Option<Shared<BoxFuture<'static, ()>>> {
        if let Some(reading) = self.reading.as_ref().filter(|one| one.peek().is_none()) {
            return Some(reading.clone());
        }
        let pause = match self.keys {
            Some(_) => PAUSE,
            None => PAUSE_WITHOUT,
        };
        if self
            .tried_at
            .is_some_and(|tried| is_within(now, tried, pause))
        {
            return None;
        }
        self.tried_at = Some(now);
        // A task of its own: who waits for it may go away, and others wait too.
        let task = tokio::spawn(Arc::clone(kept).read(now));
        let reading = task.map(|_ended| ()).boxed().shared();
        self.reading = Some(reading.clone());
        Some(reading)
    }
}

/// A clock that was set back ends the time too.
fn is_within(now: Timestamp, start: Timestamp, time: SignedDuration) -> bool {
    let since = now.duration_since(start);
    !since.is_negative() && since < time
}
