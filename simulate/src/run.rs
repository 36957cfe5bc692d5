//! What a run carries through its phases: the client, the counts, and the provider's patience.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Instant;

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use tokio::time::sleep;

use crate::client::{Answer, Client, Declared, Request};
use crate::dialect::{Dialect, Habit, Habits};
use crate::directory::Directory;
use crate::failure::Failure;
use crate::persona::Persona;
use crate::plan::{Plan, Watch};
use crate::report::{Outcome, PhaseReport, Report, Tally};

/// A persona at work.
pub(crate) struct Run<'a> {
    pub(crate) dialect: Box<dyn Dialect>,
    pub(crate) habits: Habits,
    pub(crate) directory: Directory,
    client: Client,
    plan: &'a Plan,
    watch: &'a dyn Watch,
    /// The phase that is being played.
    tally: Mutex<Tally>,
    phases: Mutex<Vec<PhaseReport>>,
    total: Mutex<Tally>,
    /// Whether the server has answered anything yet.
    met: AtomicBool,
    /// Whether an earlier run has been here.
    goes_on: AtomicBool,
    /// What the server says its resources look like, once it was asked.
    declared: OnceLock<Declared>,
}

impl<'a> Run<'a> {
    pub(crate) fn new(
        persona: Persona,
        dialect: Box<dyn Dialect>,
        plan: &'a Plan,
        watch: &'a dyn Watch,
    ) -> Result<Self, Failure> {
        Ok(Self {
            client: Client::new(plan, dialect.wire())?,
            habits: dialect.habits(),
            directory: Directory::new(persona, plan.seed, plan.users, plan.groups),
            dialect,
            plan,
            watch,
            tally: Mutex::default(),
            phases: Mutex::default(),
            total: Mutex::default(),
            met: AtomicBool::new(false),
            goes_on: AtomicBool::new(false),
            declared: OnceLock::new(),
        })
    }

    /// Plays one phase of `steps` steps and keeps its counts.
    pub(crate) async fn phase<T>(
        &self,
        name: &str,
        steps: usize,
        work: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        self.watch.phase(name, steps as u64);
        let started = Instant::now();
        let result = work.await;
        self.watch.done();
        let mut tally = std::mem::take(&mut *locked(&self.tally));
        tally.took(started.elapsed());
        locked(&self.total).absorb(&tally);
        locked(&self.phases).push(tally.report(name));
        result.map_err(|failure| failure.during(name))
    }

    /// Does `work` for each item, several at once, each until it succeeds or patience ends.
    /// `work` is told how often it failed before.
    pub(crate) async fn each<'i, I, T, F, W>(
        &self,
        items: &'i [I],
        work: F,
    ) -> Result<Vec<T>, Failure>
    where
        F: Fn(&'i I, u32) -> W,
        W: Future<Output = Result<T, Failure>>,
    {
        let work = &work;
        // Collected first: a future that held the iterator's closure could not move to a thread.
        let tasks: Vec<_> = items
            .iter()
            .map(|item| self.once(move |failed| work(item, failed)))
            .collect();
        stream::iter(tasks)
            .buffered(self.plan.concurrency.max(1))
            .try_collect()
            .await
    }

    /// Does `work` until it succeeds or patience ends. Providers retry a task as a whole, from
    /// its look-up on, so that an answer that was lost does not lead to a duplicate.
    pub(crate) async fn once<T, F, W>(&self, work: F) -> Result<T, Failure>
    where
        F: Fn(u32) -> W,
        W: Future<Output = Result<T, Failure>>,
    {
        let mut failed = 0;
        loop {
            let failure = match work(failed).await {
                Ok(done) => {
                    self.watch.step();
                    return Ok(done);
                }
                Err(failure) if failed < self.plan.retry_limit && self.may_pass(&failure) => {
                    failure
                }
                Err(failure) => return Err(failure),
            };
            let retry_after = match failure {
                Failure::Busy { retry_after, .. } => retry_after,
                _ => None,
            };
            let pause = self.client.wire().patience.pause(failed, retry_after);
            sleep(pause.min(self.plan.longest_wait)).await;
            locked(&self.tally).retried();
            failed += 1;
        }
    }

    /// Sends `request` once and makes the check that every answer has to pass.
    pub(crate) async fn send(&self, request: &Request) -> Result<Answer, Failure> {
        self.watch.request();
        let sent = Instant::now();
        let result = self.client.send(request).await;
        if !matches!(result, Err(Failure::Unreachable { .. })) {
            self.met.store(true, Ordering::Relaxed);
            locked(&self.tally).answered(sent.elapsed());
        }
        let answer = result?;
        answer.readable(self.client.wire())?;
        if self.habits.has(Habit::GoesByTheBook) {
            answer.by_the_book(self.declared.get())?;
        }
        Ok(answer)
    }

    /// From now on resources must be as the server has declared them.
    pub(crate) fn declare(&self, declared: Declared) {
        // A second reading says the same as the first one.
        let _is_known = self.declared.set(declared);
    }

    /// Whether everybody is to leave.
    pub(crate) fn wipes(&self) -> bool {
        self.plan.wipe
    }

    /// Whether the task that met `failure` is worth another attempt. A server that never
    /// answered is one that the plan got wrong.
    fn may_pass(&self, failure: &Failure) -> bool {
        match failure {
            Failure::Busy { .. } => true,
            Failure::Unreachable { .. } => self.met.load(Ordering::Relaxed),
            _ => false,
        }
    }

    /// An earlier run has been here: this one goes on from what it left.
    pub(crate) fn goes_on(&self) {
        self.goes_on.store(true, Ordering::Relaxed);
    }

    /// Whether something may be here under a name that it has only for a while.
    pub(crate) fn may_find_renamed(&self) -> bool {
        self.goes_on.load(Ordering::Relaxed)
    }

    pub(crate) fn count(&self, outcome: Outcome) {
        locked(&self.tally).ended(outcome);
    }

    pub(crate) fn report(self, persona: Persona) -> Report {
        Report {
            persona,
            seed: self.plan.seed,
            users: self.plan.users,
            groups: self.plan.groups,
            objections: 0,
            total: locked(&self.total).report("total"),
            phases: std::mem::take(&mut *locked(&self.phases)),
        }
    }
}

/// Counts stay usable even if a thread that held them panicked.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
