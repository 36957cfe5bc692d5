//! The tenant's history: one entry for every call that did something, failed, or found nothing to
//! do (R69–R78). An entry is committed together with its change, or neither is (P7).

mod chain;
mod changes;
mod entry;
mod fingerprint;
mod found_by;
mod hash;
mod notice;
mod retention;
mod row;
mod seal;
mod sealed;
mod source;
mod subject;
mod told;
mod words;

pub use chain::{Anchor, Chain};
pub use changes::Changes;
pub use entry::{Entry, EntryError, EntryNote, Event, OperationName, Outcome};
pub use hash::Hash;
pub use retention::retention;
pub use sealed::Sealed;
pub use source::{Source, SourceKind};
pub use subject::Subject;
pub use told::Told;
pub use words::Word;

pub(crate) use changes::between;
pub(crate) use fingerprint::Fingerprint;
pub(crate) use found_by::found_by;
pub(crate) use retention::{ends, look};
pub(crate) use row::{Row, Tally, decode, encode, first_event, forget, repeat};
pub(crate) use sealed::{NonceBytes, PersonKey, Seal};
