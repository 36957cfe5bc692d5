//! The watch over tokens: what their uses teach, and what is said of those that are not used (I10,
//! D19).

use jiff::Timestamp;
use roster::{
    Tenant,
    silence::{Rhythm, UNUSED_DAYS},
};

use crate::{
    error::EngineError,
    key,
    operation::{
        Call, Operation, Refusal, RunError, due,
        work::{Draft, Work},
    },
    overlay::Overlay,
    reader,
    record::{
        TokenRecord,
        activity::{Event, OperationName, Source},
        broken,
        token::{TokenState, TokenWatch},
    },
};

/// Looks at the tokens whose time has come, and says which of them have fallen silent, or were not used for so
/// long that nobody may need them: once, and again only when they have called since.
#[derive(Debug, Clone)]
pub struct WatchTokens {
    /// When; the source is the timer.
    pub call: Call,
    /// Since when tokens could be used at all.
    pub listening_since: Timestamp,
    /// Uses that are not written down yet: public id, and when.
    pub uses: Vec<(String, Timestamp)>,
    /// The most tokens to look at in this run.
    pub limit: usize,
}

/// What a look has shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watched {
    /// Tokens that there is now something to say of.
    pub told: u64,
    /// When to look again, which may be now; none while there is nothing to wait for.
    pub next: Option<Timestamp>,
}

impl Operation for WatchTokens {
    type Output = Watched;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let tenant = work.tenant_id();
        let due = reader::due::looks_until(work.tx, tenant, self.call.now, self.limit)?;
        let mut told = 0;
        for public_id in &due {
            let token = reader::token::by_id(work.tx, tenant, public_id)?
                .ok_or_else(|| broken("token look", "its token does not exist"))?;
            let before = reader::token::watch(work.tx, tenant, public_id)?;
            let mut after = before.clone();
            let drafts = self.look(&token, &mut after);
            write(work.tx, &work.tenant, public_id, &before, &after)?;
            for draft in drafts {
                work.enter(draft)?;
                told += 1;
            }
        }
        let next = reader::due::next_look(work.tx, tenant)?;
        if told > 0 {
            work.finish()?;
        }
        Ok(Watched { told, next })
    }

    fn record_refusal(&self, _: &Refusal, _: &mut Overlay<'_>) -> Result<(), EngineError> {
        Ok(())
    }
}

impl WatchTokens {
    /// What there is new to say of the token.
    fn look(&self, token: &TokenRecord, watch: &mut TokenWatch) -> Vec<Draft> {
        let now = self.call.now;
        if token.state(now) != TokenState::Active {
            watch.end();
            return Vec::new();
        }
        let is_over = |from: &Timestamp| *from <= now;
        let last_call = self.last_call(token);
        let silent = watch.silent_from(last_call, self.listening_since);
        let silent = silent.filter(is_over).and(last_call).map(|since| {
            watch.silent_since = Some(since);
            silent_draft(token, watch, since)
        });
        let unused = watch.unused_from(token, last_call);
        let unused = unused.filter(is_over).map(|_| {
            watch.unused_since = Some(last_call.unwrap_or(token.created_at));
            unused_draft(token, last_call)
        });
        watch.look_at = watch.next_look(token, last_call, self.listening_since);
        silent.into_iter().chain(unused).collect()
    }

    fn last_call(&self, token: &TokenRecord) -> Option<Timestamp> {
        let uses = self.uses.iter();
        let waiting = uses.filter(|(public_id, _)| *public_id == token.public_id);
        let times = waiting.map(|(_, at)| *at);
        times.chain(token.last_used_at).max()
    }
}

/// A new token: whether it is ever used is seen after a while.
pub(super) fn begin(
    tx: &mut Overlay<'_>,
    tenant: &Tenant,
    token: &TokenRecord,
) -> Result<(), EngineError> {
    let mut watch = TokenWatch::default();
    watch.look_at = watch.next_look(token, None, token.created_at);
    write(tx, tenant, &token.public_id, &TokenWatch::default(), &watch)
}

/// Takes a use into account; the token was used before at `earlier`. Nearly every use is one of many of a
/// burst, and changes nothing.
pub(super) fn hear(
    tx: &mut Overlay<'_>,
    call: &Call,
    token: &TokenRecord,
    earlier: Option<Timestamp>,
) -> Result<(), RunError> {
    // It may have been revoked since.
    if token.state(call.now) != TokenState::Active {
        return Ok(());
    }
    let before = reader::token::watch(tx, call.tenant, &token.public_id)?;
    let mut after = before.clone();
    let learned = match (&mut after.rhythm, earlier) {
        (Some(rhythm), Some(earlier)) => rhythm.hear(earlier, call.now),
        (rhythm, _) => {
            *rhythm = Some(Rhythm::begin(call.now));
            true
        }
    };
    // The look may have known of this very use before it was written down.
    let is_over = |since: &mut Timestamp| *since < call.now;
    let warned = [
        after.silent_since.take_if(is_over),
        after.unused_since.take_if(is_over),
    ];
    let warned = warned.into_iter().flatten().next();
    if !learned && warned.is_none() {
        return Ok(());
    }
    let next = after.next_look(token, Some(call.now), call.now);
    after.look_at = after.look_at.into_iter().chain(next).min();
    let told = Call {
        source: Source::token(&token.public_id, &token.name, token.last_client.as_deref()),
        ..call.clone()
    };
    let mut work = Work::begin(tx, call)?;
    write(work.tx, &work.tenant, &token.public_id, &before, &after)?;
    let draft = match (earlier, warned) {
        (None, _) => Some(first_draft(token)),
        (Some(_), warned) => warned.map(|since| resumed_draft(token, since)),
    };
    if let Some(draft) = draft {
        // The token called: that it is told late, and maybe after it was revoked, is our own doing.
        work.call = &told;
        work.enter(draft)?;
        work.finish()?;
    }
    Ok(())
}

/// Nobody waits for the token any more.
pub(super) fn end(
    tx: &mut Overlay<'_>,
    tenant: &Tenant,
    public_id: &str,
) -> Result<(), EngineError> {
    let before = reader::token::watch(tx, tenant.id, public_id)?;
    let mut after = before.clone();
    after.end();
    write(tx, tenant, public_id, &before, &after)
}

/// The record, the row of the next look, and that of the warning.
fn write(
    tx: &mut Overlay<'_>,
    tenant: &Tenant,
    public_id: &str,
    before: &TokenWatch,
    after: &TokenWatch,
) -> Result<(), EngineError> {
    if before == after {
        return Ok(());
    }
    let id = tenant.id;
    tx.put(key::token_watch(id, public_id), after.encode()?);
    if before.warns() != after.warns() {
        let warning = key::token_warning(id, public_id);
        if after.warns() {
            tx.put(warning, public_id.as_bytes().to_vec());
        } else {
            tx.delete(warning);
        }
    }
    if before.look_at == after.look_at {
        return Ok(());
    }
    due::keeping_wake(tx, tenant, tenant, |tx| {
        if let Some(at) = before.look_at {
            tx.delete(key::token_look(id, at, public_id));
        }
        if let Some(at) = after.look_at {
            let key = key::token_look(id, at, public_id);
            tx.put(key, public_id.as_bytes().to_vec());
        }
        Ok(())
    })
}

fn first_draft(token: &TokenRecord) -> Draft {
    let mut draft = Draft::new(OperationName::TokenUse, super::subject(token));
    draft.reason = Some("first use".to_owned());
    draft
        .events
        .push(Event::new(Event::TOKEN_FIRST_USED, [&token.public_id]));
    draft
}

fn silent_draft(token: &TokenRecord, watch: &TokenWatch, since: Timestamp) -> Draft {
    let mut draft = Draft::new(OperationName::TokenSilent, super::subject(token));
    let usual = watch.rhythm.and_then(|rhythm| rhythm.usual());
    let usual = usual.map_or_else(String::new, |usual| format!(", usually {usual}"));
    draft.reason = Some(format!("no call since {since:.0}{usual}"));
    draft
        .events
        .push(Event::new(Event::SYNC_SILENT, [&token.public_id]));
    draft
}

fn unused_draft(token: &TokenRecord, last_call: Option<Timestamp>) -> Draft {
    let mut draft = Draft::new(OperationName::TokenUnused, super::subject(token));
    let since = match last_call {
        Some(at) => format!("since {at:.0}"),
        None => "since it was made".to_owned(),
    };
    draft.reason = Some(format!("not used for {UNUSED_DAYS} days, {since}"));
    draft
        .events
        .push(Event::new(Event::TOKEN_UNUSED, [&token.public_id]));
    draft
}

fn resumed_draft(token: &TokenRecord, since: Timestamp) -> Draft {
    let mut draft = Draft::new(OperationName::TokenResumed, super::subject(token));
    draft.reason = Some(format!("calls again, for the first time since {since:.0}"));
    draft
        .events
        .push(Event::new(Event::SYNC_RESUMED, [&token.public_id]));
    draft
}
