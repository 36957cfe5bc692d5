//! The activity log as the operator reads it.

use rosterd_http::admin::{
    ActivityQuery, Admin, BrokenView, ErasedView, ListQuery, PageOf, Problem, VerifiedView,
};
use serde_json::Value;
use store::{
    engine::Direction,
    operation::activity::ErasePerson,
    reader::activity::{self, Filter, FromSource, NotOne, OfPerson},
    record::activity::Word,
};
use uuid::Uuid;

use super::{
    TreeAdministration, blocking, find,
    problem::{broken, invalid, invalid_query, no_such, unreadable, written},
    view,
};

impl TreeAdministration {
    /// To look for a few entries among many takes a while, in which no worker thread is held.
    pub(super) async fn search_activity(
        &self,
        tenant: &str,
        query: ActivityQuery,
    ) -> Result<PageOf<Value>, Problem> {
        let snapshot = self.snapshot()?;
        let tenant = find(&*snapshot, tenant)?;
        let from = query.list.after.as_deref().map(view::cursor).transpose()?;
        let direction = direction(&query.list);
        let filter = filter(&query)?;
        if let (Some(source), Some(asked)) = (&filter.source, &query.source) {
            let known = source.is_known(&*snapshot, tenant.id);
            if !known.map_err(|error| unreadable(&error))? {
                return Err(unknown_source(asked));
            }
        }
        let found = blocking(snapshot, move |snapshot| {
            activity::search(
                snapshot,
                tenant.id,
                &filter,
                from,
                direction,
                query.list.limit,
            )
        });
        let found = found.await?;
        let items = found.entries.iter().map(serde_json::to_value);
        Ok(PageOf {
            items: items
                .collect::<Result<_, _>>()
                .map_err(|error| broken(&error))?,
            next: found.next.map(|sequence| sequence.to_string()),
        })
    }

    /// What is to be erased is looked for in a snapshot; whether the person is gone is decided in the
    /// write.
    pub(super) async fn erase(
        &self,
        by: &Admin,
        tenant: &str,
        person: &str,
    ) -> Result<ErasedView, Problem> {
        let visit = self.visit(tenant).await?;
        let (id, asked) = (visit.id(), person.to_owned());
        let found = blocking(self.snapshot()?, move |snapshot| {
            activity::traces(snapshot, id, &asked)
        });
        let traces = found
            .await?
            .map_err(|NotOne(meant)| not_one(person, &meant))?;
        let erased = ErasedView {
            ids: traces.ids.iter().map(ToString::to_string).collect(),
            entries: traces.entries,
        };
        let operation = ErasePerson {
            call: self.call(by, id),
            traces,
        };
        let outcome = visit.directory.write(self.limit(), operation).await;
        outcome.map(|()| erased).map_err(written)
    }

    pub(super) async fn examine_activity(&self, tenant: &str) -> Result<VerifiedView, Problem> {
        let snapshot = self.snapshot()?;
        let tenant = find(&*snapshot, tenant)?.id;
        let verified = blocking(snapshot, move |snapshot| activity::verify(snapshot, tenant));
        let verified = verified.await?;
        if let Some(broken) = verified.broken {
            let sequence = broken.sequence;
            tracing::error!(%tenant, ?sequence, fault = %broken.fault, "an activity log is not whole");
        }
        Ok(VerifiedView {
            whole: verified.broken.is_none(),
            checked: verified.checked,
            first: verified.first,
            last: verified.last,
            head: verified.head.to_string(),
            broken: verified.broken.map(|broken| BrokenView {
                sequence: broken.sequence,
                fault: broken.fault.to_string(),
            }),
        })
    }
}

pub(super) fn direction(query: &ListQuery) -> Direction {
    if query.descending {
        Direction::Descending
    } else {
        Direction::Ascending
    }
}

fn filter(query: &ActivityQuery) -> Result<Filter, Problem> {
    Ok(Filter {
        operation: word("operation", query.operation.as_deref())?,
        result: word("result", query.result.as_deref())?,
        source: query.source.as_deref().map(FromSource::read),
        person: query.person.as_deref().map(OfPerson::read),
        since: query.since,
        until: query.until,
        notices: false,
    })
}

fn word<W: Word>(parameter: &str, asked: Option<&str>) -> Result<Option<W>, Problem> {
    let Some(asked) = asked else {
        return Ok(None);
    };
    match W::named(asked) {
        Some(word) => Ok(Some(word)),
        None => Err(invalid_query(format!(
            "{parameter} {asked} is not known; there are: {}.",
            words::<W>()
        ))),
    }
}

fn not_one(person: &str, meant: &[Uuid]) -> Problem {
    if meant.is_empty() {
        return no_such("person", person);
    }
    let ids: Vec<_> = meant.iter().map(ToString::to_string).collect();
    invalid(format!(
        "{person} means more than one person; say which by the id: {}.",
        ids.join(", ")
    ))
}

fn unknown_source(asked: &str) -> Problem {
    invalid_query(format!(
        "source {asked} is not known; there are: {}, and the ids and names of the tenant's tokens.",
        words::<store::record::activity::SourceKind>()
    ))
}

fn words<W: Word>() -> String {
    let words: Vec<_> = W::ALL.iter().map(|word| word.as_str()).collect();
    words.join(", ")
}
