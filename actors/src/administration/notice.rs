//! What admins should know, as a view of the activity log (D24): the entries whose events are for them, each
//! as a sentence with what to do.

use rosterd_http::admin::{ListQuery, NoticeView, PageOf, Problem};
use store::{
    reader::activity::{self, Filter},
    record::{
        Entry,
        activity::{Event, Subject, Word as _},
    },
};

use super::{TreeAdministration, activity::direction, blocking, find, view};

impl TreeAdministration {
    /// A page may be short, even empty, and have a next.
    pub(super) async fn list_notices(
        &self,
        tenant: &str,
        query: ListQuery,
    ) -> Result<PageOf<NoticeView>, Problem> {
        let snapshot = self.snapshot()?;
        let tenant = find(&*snapshot, tenant)?.id;
        let from = query.after.as_deref().map(view::cursor).transpose()?;
        let filter = Filter {
            notices: true,
            ..Filter::default()
        };
        let (direction, limit) = (direction(&query), query.limit);
        let found = blocking(snapshot, move |snapshot| {
            activity::search(snapshot, tenant, &filter, from, direction, limit)
        });
        let found = found.await?;
        Ok(PageOf {
            items: found.entries.iter().filter_map(notice).collect(),
            next: found.next.map(|sequence| sequence.to_string()),
        })
    }
}

fn notice(entry: &Entry) -> Option<NoticeView> {
    let event = entry.notice()?;
    let (says, advice) = words(event, entry);
    Some(NoticeView {
        entry: entry.seq,
        at: entry.at,
        event: event.to_owned(),
        says,
        advice: advice.to_owned(),
    })
}

fn words(event: &str, entry: &Entry) -> (String, &'static str) {
    let token = token(entry);
    let reason = entry.reason.as_deref().unwrap_or_default();
    let detail = entry.error.as_ref();
    let detail = detail.map_or("", |error| error.detail.as_str());
    let by = by(entry);
    let look = "Look at the provisioning page of the directory: `explain` says what it may be.";
    match event {
        Event::TOKEN_CREATED => (
            format!("The token {token} was created by {by}."),
            "Nothing, if you know of it; otherwise revoke it.",
        ),
        Event::TOKEN_REVOKED => (
            format!("The token {token} was revoked by {by}."),
            "If a directory used it, enter a new one there.",
        ),
        Event::TOKEN_FIRST_USED => (
            format!(
                "The token {token} was used for the first time by {}.",
                client(entry)
            ),
            "Nothing, if that is your directory; otherwise revoke it.",
        ),
        Event::TOKEN_REVOKED_USED => (
            format!("The token {token} is still used: {detail}"),
            "Enter a new token in the directory that uses it.",
        ),
        Event::TOKEN_UNUSED => (
            format!("The token {token} is not in use: {reason}."),
            "Revoke it if nothing needs it any more.",
        ),
        Event::SYNC_SILENT => (format!("The token {token} is silent: {reason}."), look),
        Event::SYNC_RESUMED => (format!("The token {token} {reason}."), "Nothing."),
        Event::SYNC_FAILED => (
            format!(
                "A call of {by} failed ({}): {detail}",
                entry.operation.as_str()
            ),
            "Put right what the sentence names; the directory tries again by itself. `activity --result \
             failed` has the others.",
        ),
        Event::HOLD_RAISED => (
            "More members have left within a day than the account allows: removals wait."
                .to_owned(),
            "Look at `hold list`, and approve or discard them.",
        ),
        _ => (
            format!(
                "The directory would take access from {}, who is protected.",
                who(entry)
            ),
            "Nothing has changed. Take the protection away if that is meant, or put it right in the \
             directory.",
        ),
    }
}

/// The name of the token that the entry is about, in quotes, or else its id.
fn token(entry: &Entry) -> String {
    match &entry.who {
        Some(Subject::Token {
            name: Some(name), ..
        }) => format!("'{name}'"),
        Some(Subject::Token { id: Some(id), .. }) => id.clone(),
        _ => by(entry),
    }
}

fn by(entry: &Entry) -> String {
    let source = &entry.source;
    match &source.name {
        Some(name) if source.token.is_some() => format!("'{name}'"),
        Some(name) => name.clone(),
        None => source.kind.as_str().to_owned(),
    }
}

fn client(entry: &Entry) -> String {
    let client = entry.source.client.clone();
    client.unwrap_or_else(|| "a client that does not say what it is".to_owned())
}

fn who(entry: &Entry) -> String {
    match &entry.who {
        Some(Subject::Person {
            email: Some(email), ..
        }) => email.clone(),
        Some(Subject::Person {
            member: Some(member),
            ..
        }) => format!("member {member}"),
        _ => "somebody".to_owned(),
    }
}

#[cfg(test)]
mod tests;
