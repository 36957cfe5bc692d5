//! A disk in memory that fails when it is told to, and that can lose its power.
//!
//! What was written is seen by reads at once, and is durable only after a sync, as on a disk with
//! a write cache. [`FaultDisk::after_power_cut`] is the disk that the next start would find.

use std::{
    io,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
};

use store::engine::disk::Disk;

use self::platter::Platter;

mod platter;

/// What a fault can strike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// A read of bytes.
    Read,
    /// A write of bytes, or a change of the length.
    Write,
    /// A sync.
    Sync,
}

/// An error that some calls end with. A write that fails has still written its first half; a sync
/// that fails has made nothing durable.
#[derive(Debug, Clone, Copy)]
pub struct Fault {
    /// Which calls.
    pub call: Call,
    /// The first call that fails, counted from 1 since the disk was made.
    pub first: u64,
    /// How many in a row fail; `u64::MAX` until [`FaultDisk::heal`].
    pub times: u64,
    /// What they fail with.
    pub error: io::ErrorKind,
}

impl Fault {
    /// One error of the device.
    pub fn once(call: Call, first: u64) -> Self {
        Self {
            call,
            first,
            times: 1,
            error: io::ErrorKind::Other,
        }
    }

    /// An error of the device that stays.
    pub fn for_ever(call: Call, first: u64) -> Self {
        Self {
            times: u64::MAX,
            ..Self::once(call, first)
        }
    }

    fn strikes(&self, call: Call, ordinal: u64) -> bool {
        self.call == call && ordinal >= self.first && ordinal - self.first < self.times
    }
}

/// A handle to the disk; clones share it.
#[derive(Debug, Clone, Default)]
pub struct FaultDisk {
    device: Arc<Device>,
}

#[derive(Debug, Default)]
struct Device {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    platter: Platter,
    faults: Vec<Fault>,
    reads: u64,
    writes: u64,
    syncs: u64,
    stalled: bool,
    /// Syncs that are held back now.
    waiting: usize,
}

impl FaultDisk {
    /// An empty disk without faults.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a fault to those that are planned.
    pub fn fail(&self, fault: Fault) {
        self.state().faults.push(fault);
    }

    /// Forgets every planned fault: from now on the disk works.
    pub fn heal(&self) {
        self.state().faults.clear();
    }

    /// How many calls there have been, failed ones included.
    pub fn calls(&self, call: Call) -> u64 {
        let mut state = self.state();
        *state.counter(call)
    }

    /// From now on a sync does not return, until [`FaultDisk::resume`].
    pub fn stall(&self) {
        self.state().stalled = true;
    }

    /// Lets stalled syncs go on.
    pub fn resume(&self) {
        self.state().stalled = false;
        self.device.changed.notify_all();
    }

    /// Blocks until a sync is stalled.
    pub fn wait_for_stall(&self) {
        let _state = self
            .device
            .changed
            .wait_while(self.state(), |state| state.waiting == 0)
            .unwrap_or_else(PoisonError::into_inner);
    }

    /// A second disk, without faults, with what this one would hold after a power cut: what was
    /// synced, and of the changes after that those that `survives` says yes to, asked by their
    /// index. A drive with a cache may write them back in any order, so every choice is legal.
    #[must_use]
    pub fn after_power_cut(&self, survives: impl FnMut(usize) -> bool) -> Self {
        let platter = self.state().platter.after_power_cut(survives);
        let state = Mutex::new(State {
            platter,
            ..State::default()
        });
        Self {
            device: Arc::new(Device {
                state,
                changed: Condvar::new(),
            }),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.device
            .state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn counter(&mut self, call: Call) -> &mut u64 {
        match call {
            Call::Read => &mut self.reads,
            Call::Write => &mut self.writes,
            Call::Sync => &mut self.syncs,
        }
    }

    /// Counts a call, and fails it where a fault is planned.
    fn admit(&mut self, call: Call) -> io::Result<()> {
        let counter = self.counter(call);
        *counter += 1;
        let ordinal = *counter;
        match self
            .faults
            .iter()
            .find(|fault| fault.strikes(call, ordinal))
        {
            Some(fault) => Err(io::Error::new(
                fault.error,
                format!("injected at {call:?} {ordinal}"),
            )),
            None => Ok(()),
        }
    }
}

impl Disk for FaultDisk {
    fn length(&self) -> io::Result<u64> {
        Ok(self.state().platter.length())
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let mut state = self.state();
        state.admit(Call::Read)?;
        state.platter.read(offset, out)
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut state = self.state();
        match state.admit(Call::Write) {
            Ok(()) => state.platter.write(offset, data),
            Err(error) => {
                let (half, _) = data.split_at(data.len() / 2);
                state.platter.write(offset, half)?;
                Err(error)
            }
        }
    }

    fn set_length(&self, length: u64) -> io::Result<()> {
        let mut state = self.state();
        state.admit(Call::Write)?;
        state.platter.set_length(length)
    }

    fn sync(&self) -> io::Result<()> {
        let mut state = self.state();
        let admitted = state.admit(Call::Sync);
        state.waiting += 1;
        self.device.changed.notify_all();
        let mut state = self
            .device
            .changed
            .wait_while(state, |state| state.stalled)
            .unwrap_or_else(PoisonError::into_inner);
        state.waiting -= 1;
        admitted?;
        state.platter.sync();
        Ok(())
    }
}

#[cfg(test)]
mod tests;
