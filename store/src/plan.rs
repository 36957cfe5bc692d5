//! What a change of settings would come to, without doing it (D2, I4): the change and the job that
//! it begins run on an overlay that is dropped.

use roster::MemberId;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    engine::{Direction, Rows},
    operation::{
        Call, Operation, RunError,
        job::CarryOn,
        member::RemovalDue,
        tenant::{ChangeTenant, TenantChange},
    },
    overlay::Overlay,
    reader,
    record::{Counters, Entry, hex},
};

/// People whom one step looks at.
const STEP: usize = 256;

/// The effects of a change, in order.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The number of the next entry when the plan was made.
    pub as_of: u64,
    /// What would be in the log: changes, and refusals.
    pub entries: Vec<Entry>,
    /// The totals before.
    pub before: Counters,
    /// The totals after.
    pub after: Counters,
}

impl Plan {
    /// Works a change out. It looks at everybody: call it in a thread of its own. `call` is the one
    /// that would make the change.
    pub fn of(rows: &dyn Rows, call: &Call, change: &TenantChange) -> Result<Self, RunError> {
        let before = reader::counters::of(rows, call.tenant)?;
        let as_of = before.next_sequence;
        let mut overlay = Overlay::new(rows);
        let operation = ChangeTenant {
            call: call.clone(),
            change: TenantChange {
                confirmed: true,
                planned_at: Some(as_of),
                ..change.clone()
            },
        };
        operation.run(&mut overlay)?;
        carry_on(&mut overlay, call)?;
        remove_due(&mut overlay, call)?;
        let entries = reader::activity::page(
            &overlay,
            call.tenant,
            Some(as_of),
            Direction::Ascending,
            usize::MAX,
        )?;
        Ok(Self {
            as_of,
            entries,
            before,
            after: reader::counters::of(&overlay, call.tenant)?,
        })
    }

    /// What the plan comes to, as one word: another one for another effect on anybody. New members'
    /// ids are no part of it, as they are made anew when the plan is carried out.
    pub fn hash(&self) -> String {
        let mut digest = Sha256::new();
        for entry in &self.entries {
            let kinds: Vec<&str> = entry.events.iter().map(|event| &*event.kind).collect();
            let error = entry.error.as_ref().map(|error| &error.detail);
            // Debug is enough: the hash is only compared with one of the same daemon.
            let effect = (entry.operation, entry.result, user_of(entry), kinds, error);
            digest.update(format!("{effect:?}\n"));
        }
        let mut text = hex(&digest.finalize());
        text.truncate(16);
        text
    }
}

fn user_of(entry: &Entry) -> Option<(&str, &str)> {
    use crate::record::activity::Subject;
    match &entry.who {
        Some(Subject::Person { name, email, .. }) => Some((
            name.as_deref().unwrap_or(""),
            email.as_deref().unwrap_or(""),
        )),
        _ => None,
    }
}

/// All jobs, to their end.
fn carry_on(overlay: &mut Overlay<'_>, call: &Call) -> Result<(), RunError> {
    let mut made = 0_u128;
    loop {
        let new_members = (0..STEP)
            .map(|_| {
                made += 1;
                MemberId(Uuid::from_u128(made))
            })
            .collect();
        let step = CarryOn {
            call: call.clone(),
            new_members,
        };
        if !step.run(overlay)?.more {
            return Ok(());
        }
    }
}

/// Whom time would remove at once.
fn remove_due(overlay: &mut Overlay<'_>, call: &Call) -> Result<(), RunError> {
    loop {
        let step = RemovalDue {
            call: call.clone(),
            limit: STEP,
        };
        let removals = step.run(overlay)?;
        if removals.next.is_none_or(|next| next > call.now) {
            return Ok(());
        }
    }
}
