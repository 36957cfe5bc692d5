//! Members whom a file lists (R88).
//!
//! Each row is carried out or refused by itself, and leaves an entry of its own unless it found
//! everything as it says: whoever is stopped in the middle begins again, and nothing is done twice.

mod found;
mod row;

use roster::{Listed, Seats};

use crate::{
    error::EngineError,
    operation::{
        Call, Operation, Refusal, RunError,
        work::{self, Work},
    },
    overlay::Overlay,
    record::activity::{Changes, OperationName},
};

/// Adds and describes members whom no directory manages. A directory record with the same address
/// links them later (D9).
#[derive(Debug, Clone)]
pub struct ImportMembers {
    /// The file, when.
    pub call: Call,
    /// What the file says, in its order.
    pub rows: Vec<ImportRow>,
    /// Seats that rows before these would take: 0 but where the import is only tried out.
    pub seats_ahead: u64,
}

/// One row of the file.
#[derive(Debug, Clone)]
pub struct ImportRow {
    /// Where it stands.
    pub line: u64,
    /// The id of the member, should there be a new one.
    pub new_member: roster::MemberId,
    /// What it says.
    pub listed: Listed,
}

/// What the rows have come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// In the order of the file.
    pub rows: Vec<Imported>,
    /// When all is done.
    pub seats: Seats,
}

/// What one row has come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// Where it stands.
    pub line: u64,
    /// The address, without blanks around it.
    pub email: String,
    /// Who it is about; none where the row was refused before that was asked.
    pub member: Option<roster::MemberId>,
    /// What was made of it.
    pub effect: Effect,
    /// What it changed, or would have where the member was left alone.
    pub changes: Changes,
}

/// What is made of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// A new member.
    Added,
    /// Somebody who was removed is a member again, with the same id.
    Restored,
    /// A member is what the row says.
    Updated,
    /// They were so already.
    Unchanged,
    /// The directory has made them what they are, and they are left alone (D22).
    Managed,
    /// Nothing.
    Refused {
        /// A stable word, e.g. `seats-taken`.
        kind: &'static str,
        /// Why.
        refusal: Refusal,
    },
}

impl Operation for ImportMembers {
    type Output = Import;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let first = work.counters.next_sequence;
        work.counters.seats += self.seats_ahead;
        let rows = self
            .rows
            .iter()
            .map(|row| row::import(&mut work, row))
            .collect::<Result<_, EngineError>>()?;
        let seats = Seats {
            used: work.counters.seats,
            limit: work.tenant.settings.seat_limit,
        };
        if work.counters.next_sequence != first {
            work.finish()?;
        }
        Ok(Import { rows, seats })
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        work::record_refusal(tx, &self.call, OperationName::MemberAdd, None, refusal)
    }
}
