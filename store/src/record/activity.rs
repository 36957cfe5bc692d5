//! The tenant's history: one entry for every call that did something, failed, or found nothing to
//! do (R69–R78). An entry is committed together with its change, or neither is (P7).

mod changes;
mod entry;
mod fingerprint;
mod source;
mod subject;

pub use changes::Changes;
pub use entry::{Entry, EntryError, EntryNote, Event, OperationName, Outcome};
pub use source::{Source, SourceKind};
pub use subject::Subject;

pub(crate) use changes::between;
pub(crate) use entry::{decode, encode};
pub(crate) use fingerprint::Fingerprint;
