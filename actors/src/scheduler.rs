//! The scheduler: carries out what has become due for one tenant: the end of grace periods, what
//! large changes of groups have left behind, the end of old activity entries, and looks at tokens that may
//! have fallen silent.
//!
//! Its parent is the tenant's supervisor. It has no timer: the wake-up actor nudges it when
//! something is due. It works in chunks through the directory actor, so that a mass removal never
//! holds up the tenant's other writes; whether a removal is due is decided inside the write, so
//! nobody is ever removed early. What a crash or a full queue interrupts is still due at the next
//! nudge.

mod actor;
mod forgetting;
mod handle;
mod message;
mod watching;

pub(crate) use actor::Scheduler;
pub(crate) use handle::SchedulerHandle;
pub(crate) use message::SchedulerState;

#[cfg(test)]
mod tests;
