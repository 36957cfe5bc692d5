//! Events, receipts and replays as the app sees them.

use roster::TenantId;
use rosterd_http::admin::{CauseView, EventView, ReceiptView, ReceiptsView, ReplayedView, SCHEMA};
use serde_json::{Value, json};
use store::{
    reader::{
        feed::{Occurrence, What},
        receipt::{Receipt, Receipts},
        replay::Replayed,
    },
    record::activity::Subject,
};

use super::super::view::member_as;

pub(super) fn event(tenant: TenantId, event: Occurrence) -> EventView {
    EventView {
        id: format!(
            "evt_{:012x}_{}_{:020}",
            event.at.as_millisecond(),
            tenant.0.simple(),
            event.seq
        ),
        tenant: tenant.to_string(),
        seq: event.seq,
        occurred_at: event.at,
        cause: cause(&event),
        member_id: member_id(&event),
        data: data(event.what, event.who.as_ref()),
        kind: event.kind,
        changes: event.changes.0,
        schema: SCHEMA,
    }
}

fn member_id(event: &Occurrence) -> Option<String> {
    match &event.what {
        What::Member(id, _) => Some(id.to_string()),
        What::Ids(..) => None,
    }
}

fn cause(event: &Occurrence) -> CauseView {
    let source = event.source.clone();
    CauseView {
        source: source.kind.as_str().to_owned(),
        token_id: source.token,
        actor: source.name,
        client: source.client,
        request_id: event.request_id.clone(),
        entry: event.entry,
        reason: event.reason.clone(),
    }
}

/// The member as they were, or what else it was about; `complete` says whether all ids are there.
fn data(what: What, who: Option<&Subject>) -> Value {
    match what {
        What::Member(_, told) => told.map_or(Value::Null, |told| {
            let view = member_as(told.member, told.denial, told.due);
            serde_json::to_value(view).unwrap_or_default()
        }),
        What::Ids(count, ids) => json!({
            "about": who,
            "count": count,
            "complete": ids.len() as u64 == count,
            "ids": ids,
        }),
    }
}

pub(super) fn receipts(page: Receipts) -> ReceiptsView {
    let mut latencies: Vec<i64> = page.receipts.iter().filter_map(latency).collect();
    latencies.sort_unstable();
    ReceiptsView {
        p50_ms: percentile(&latencies, 50),
        p99_ms: percentile(&latencies, 99),
        next: page.next.map(|next| next.to_string()),
        items: page.receipts.into_iter().map(receipt).collect(),
    }
}

fn receipt(receipt: Receipt) -> ReceiptView {
    let Receipt {
        event,
        acknowledgement,
    } = receipt;
    ReceiptView {
        seq: event.seq,
        member_id: member_id(&event),
        cause: cause(&event),
        kind: event.kind,
        requested_at: event.at,
        delivered_at: acknowledgement.as_ref().and_then(|one| one.delivered_at),
        acknowledged_at: acknowledgement.map(|one| one.at),
    }
}

fn latency(receipt: &Receipt) -> Option<i64> {
    let acknowledged_at = receipt.acknowledgement.as_ref()?.at;
    let latency = acknowledged_at.duration_since(receipt.event.at).as_millis();
    // A clock that was set back in between says nothing.
    i64::try_from(latency).ok().filter(|latency| *latency >= 0)
}

/// The smallest that so many in a hundred do not exceed.
fn percentile(sorted: &[i64], percent: usize) -> Option<i64> {
    let place = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(place).copied()
}

pub(super) fn replayed(replayed: Replayed) -> ReplayedView {
    ReplayedView {
        same: replayed.different == 0,
        events: replayed.events,
        first_entry: replayed.first_entry,
        members: replayed.members,
        untold: replayed.untold,
        rebuilt: replayed.rebuilt,
        stored: replayed.stored,
        different: replayed.different,
        named: replayed.named.iter().map(ToString::to_string).collect(),
    }
}
