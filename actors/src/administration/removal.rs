//! Removals that wait, are held, or are taken back.

use jiff::Timestamp;
use roster::{Member, MemberId, MemberState, TenantId};
use rosterd_http::admin::{
    Admin, HoldView, ListQuery, MemberView, PageOf, Problem, RefusedView, UndoRequest, UndoView,
};
use store::{
    engine::{Rows, Snapshot},
    error::EngineError,
    operation::{job::DecideHold, member::Undo},
    reader,
    record::{HoldDecision, HoldRecord, PersonRecord},
};

use super::{
    TreeAdministration, find,
    problem::{broken, invalid, no_such, unreadable, written},
    view,
};

/// Members in one commit.
const CHUNK: usize = 64;
/// Members who are read at once.
const PAGE: usize = 1_000;
/// Members whom an answer names.
const MOST_NAMED: usize = 100;

impl TreeAdministration {
    pub(super) fn list_pending(
        &self,
        tenant: &str,
        query: &ListQuery,
    ) -> Result<PageOf<MemberView>, Problem> {
        let snapshot = self.snapshot()?;
        let tenant = find(&*snapshot, tenant)?;
        let after = query.after.as_deref().map(cursor).transpose()?;
        let waiting = reader::due::pending(&*snapshot, tenant.id, after, query.limit)
            .map_err(|error| unreadable(&error))?;
        let next = view::next(&waiting, query.limit, |(since, id)| {
            format!("{}.{id}", since.as_nanosecond())
        });
        let mut items = Vec::new();
        for (_, id) in waiting {
            let member = reader::member::by_id(&*snapshot, tenant.id, id);
            let member = member.map_err(|error| unreadable(&error))?;
            items.extend(member.map(|member| view::member(member, &tenant)));
        }
        Ok(PageOf { items, next })
    }

    pub(super) fn list_holds(
        &self,
        tenant: &str,
        query: &ListQuery,
    ) -> Result<PageOf<HoldView>, Problem> {
        let snapshot = self.snapshot()?;
        let tenant = find(&*snapshot, tenant)?;
        let before = query.after.as_deref().map(view::cursor).transpose()?;
        let holds = reader::hold::list(&*snapshot, tenant.id, before, query.limit)
            .map_err(|error| unreadable(&error))?;
        Ok(PageOf {
            next: view::next(&holds, query.limit, |hold| hold.number.to_string()),
            items: holds.into_iter().map(hold).collect(),
        })
    }

    pub(super) async fn end_hold(
        &self,
        by: &Admin,
        tenant: &str,
        number: &str,
        approve: bool,
    ) -> Result<HoldView, Problem> {
        let number = number.parse().map_err(|_| no_such("hold", number))?;
        let visit = self.visit(tenant).await?;
        let operation = DecideHold {
            call: self.call(by, visit.id()),
            hold: number,
            decision: if approve {
                HoldDecision::Approved
            } else {
                HoldDecision::Discarded
            },
        };
        let decided = visit.directory.write(self.limit(), operation).await;
        let decided = decided.map_err(written)?;
        self.carry_on(&visit).await?;
        let after = reader::hold::by_number(&*self.snapshot()?, visit.id(), number);
        let after = after.map_err(|error| unreadable(&error))?;
        Ok(hold(after.unwrap_or(decided)))
    }

    pub(super) async fn take_back(
        &self,
        by: &Admin,
        tenant: &str,
        request: UndoRequest,
    ) -> Result<UndoView, Problem> {
        let visit = self.visit(tenant).await?;
        let id = visit.id();
        let snapshot = self.snapshot()?;
        let state = request.state.clone();
        if let Some(state) = &state
            && !["pending", "held", "removed"].contains(&state.as_str())
        {
            return Err(invalid(format!(
                "state must be pending, held or removed, not {state}."
            )));
        }
        let dry_run = request.dry_run;
        let found = tokio::task::spawn_blocking(move || who_left(&*snapshot, id, &request))
            .await
            .map_err(|error| broken(&error))?
            .map_err(|error| unreadable(&error))?;
        let mut refused = Vec::new();
        let mut restored = Vec::new();
        if dry_run {
            restored = found;
        } else {
            for members in found.chunks(CHUNK) {
                let operation = Undo {
                    call: self.call(by, id),
                    members: members.to_vec(),
                };
                let undone = visit.directory.write(self.limit(), operation).await;
                let undone = undone.map_err(written)?;
                restored.extend(undone.restored);
                refused.extend(undone.refused);
            }
        }
        let (snapshot, tenant) = (self.snapshot()?, self.facts(id)?);
        let mut members = Vec::new();
        for member in restored.iter().take(MOST_NAMED) {
            let member = reader::member::by_id(&*snapshot, id, *member);
            let member = member.map_err(|error| unreadable(&error))?;
            members.extend(member.map(|member| view::member(member, &tenant)));
        }
        Ok(UndoView {
            restored: restored.len(),
            refused: refused
                .into_iter()
                .map(|(member, why)| RefusedView {
                    member: member.to_string(),
                    why,
                })
                .collect(),
            members,
        })
    }
}

/// All whom a request means, who has left last first, so that an address that several of them had
/// goes to the last one who had it.
fn who_left(
    snapshot: &dyn Snapshot,
    tenant: TenantId,
    request: &UndoRequest,
) -> Result<Vec<MemberId>, EngineError> {
    let mut found: Vec<(Timestamp, MemberId)> = Vec::new();
    each_person(snapshot, tenant, |person| {
        if let Some(departure) = &person.departure
            && has_left(&person.member, request.state.as_deref())
            && request.since.is_none_or(|since| since <= departure.at)
            && request.until.is_none_or(|until| departure.at < until)
            && request.token.as_ref().is_none_or(|token| {
                let source = &departure.source;
                source.token.as_ref() == Some(token) || source.name.as_ref() == Some(token)
            })
        {
            found.push((departure.at, person.member.id));
        }
    })?;
    found.sort_by(|one, other| other.cmp(one));
    Ok(found.into_iter().map(|(_, id)| id).collect())
}

/// Shows all persons of a tenant, page by page.
pub(super) fn each_person(
    rows: &dyn Rows,
    tenant: TenantId,
    mut visit: impl FnMut(&PersonRecord),
) -> Result<(), EngineError> {
    let mut after = None;
    loop {
        let people = reader::member::records(rows, tenant, after, PAGE)?;
        people.iter().for_each(&mut visit);
        match people.last() {
            Some(last) if people.len() == PAGE => after = Some(last.member.id),
            _ => return Ok(()),
        }
    }
}

fn has_left(member: &Member, state: Option<&str>) -> bool {
    let left = matches!(
        member.state,
        MemberState::Pending { .. } | MemberState::Held { .. } | MemberState::Removed { .. }
    );
    left && state.is_none_or(|state| state == member.state.as_str())
}

fn hold(record: HoldRecord) -> HoldView {
    let state = record.state().to_owned();
    let source = record.source;
    HoldView {
        number: record.number,
        state,
        members: record.members,
        opened_at: record.opened_at,
        source: source
            .name
            .unwrap_or_else(|| source.kind.as_str().to_owned()),
    }
}

/// The place in the list of those who wait.
fn cursor(text: &str) -> Result<(Timestamp, MemberId), Problem> {
    let parsed = text.split_once('.').and_then(|(since, id)| {
        let since = Timestamp::from_nanosecond(since.parse().ok()?).ok()?;
        Some((since, id.parse().ok()?))
    });
    parsed.ok_or_else(view::not_a_cursor)
}
