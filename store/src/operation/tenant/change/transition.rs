//! What a change of settings does beside the settings.

use jiff::Timestamp;
use roster::{Gate, Grace, Mode, Tenant, tenant::Stop};

use crate::{
    engine::Rows,
    error::EngineError,
    operation::{Refusal, RunError, job, mapping, work::Work},
    reader,
    record::{Task, activity::Event},
};

/// Stops that are remembered: grace periods that run are at most a few of them old.
const MOST_STOPS: usize = 64;
/// Members who are looked at before an admin is asked, and those of them who are named.
const MOST_COUNTED: usize = 1_000;
const MOST_NAMED: usize = 20;

/// Grace periods stand still while nobody is removed (D21).
pub(super) fn stops(before: &Tenant, after: &mut Tenant, now: Timestamp) {
    let (ran, runs) = (Grace::of(before).runs, Grace::of(after).runs);
    let settings = &mut after.settings;
    if ran && !runs {
        settings.stopped_at = Some(now);
    } else if runs && let Some(from) = settings.stopped_at.take() {
        let too_many = (settings.stops.len() + 1).saturating_sub(MOST_STOPS);
        settings.stops.drain(..too_many);
        settings.stops.push(Stop { from, to: now });
    }
}

/// Writes the tenant, and begins what is to be done at last.
pub(super) fn write(
    work: &mut Work<'_, '_>,
    before: &Tenant,
    after: &Tenant,
) -> Result<(), EngineError> {
    super::super::write(work.tx, Some(before), after)?;
    work.tenant = after.clone();
    if opens(before, after) {
        job::begin(work, Task::Records)?;
    }
    if mapping::differs(before, after) {
        job::begin(work, Task::Mapping)?;
    }
    Ok(())
}

/// What the app is told.
pub(super) fn events(before: &Tenant, after: &Tenant) -> Vec<Event> {
    let kind = match (before.settings.mode, after.settings.mode) {
        (before, after) if before == after => return Vec::new(),
        (_, Mode::Live) => Event::TENANT_RESUMED,
        (_, Mode::Paused) => Event::TENANT_PAUSED,
        (_, Mode::Observing) => Event::TENANT_OBSERVED,
    };
    vec![Event::new(kind, [after.id])]
}

/// D4: who would be removed by a shorter grace period is named before.
pub(super) fn nobody_goes_at_once(
    rows: &dyn Rows,
    before: &Tenant,
    after: &Tenant,
    now: Timestamp,
) -> Result<(), RunError> {
    let would_go = reader::due::until(rows, after, now, MOST_COUNTED)?;
    let go_anyway = reader::due::until(rows, before, now, MOST_COUNTED)?;
    let count = would_go.len().saturating_sub(go_anyway.len());
    if count == 0 {
        return Ok(());
    }
    let mut first = Vec::new();
    for id in would_go.iter().skip(go_anyway.len()).take(MOST_NAMED) {
        if let Some(member) = reader::member::by_id(rows, after.id, *id)? {
            first.push(member.email);
        }
    }
    Err(Refusal::Unconfirmed { count, first }.into())
}

/// Whether something that was only recorded, or refused, is now to be acted upon.
fn opens(before: &Tenant, after: &Tenant) -> bool {
    let (was, is) = (&before.settings, &after.settings);
    let live = is.mode == Mode::Live;
    let goes_live = live && was.mode != Mode::Live;
    let automatic = is.automatic && !was.automatic;
    let gate = Gate::closed(before).is_some() && Gate::closed(after).is_none();
    let removes = is.remove_deactivated && !was.remove_deactivated;
    goes_live || live && (automatic || gate || removes)
}
