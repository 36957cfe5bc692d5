//! Why somebody is a member with access or is not, and what a group gives.

use roster::explain::{Explanation, explain};
use rosterd_http::admin::{ExplainView, Problem, StepView};
use store::reader;

use super::{
    TreeAdministration, find,
    problem::{broken, invalid_query, no_such, unreadable},
};

impl TreeAdministration {
    /// To look through the log takes a while, in which no worker thread is held.
    pub(super) async fn why(&self, tenant: &str, who: &str) -> Result<ExplainView, Problem> {
        if who.trim().is_empty() {
            return Err(invalid_query(
                "who must be an address, a userName, the name of a group, or an id.",
            ));
        }
        let snapshot = self.snapshot()?;
        let tenant = find(&*snapshot, tenant)?.id;
        let (asked, now) = (who.to_owned(), self.context.now());
        let facts = tokio::task::spawn_blocking(move || {
            reader::explain::facts(&*snapshot, tenant, &asked, now)
        });
        let facts = facts
            .await
            .map_err(|error| broken(&error))?
            .map_err(|error| unreadable(&error))?
            .ok_or_else(|| no_such("tenant", &tenant.to_string()))?;
        let member = facts.member.as_ref().map(|member| member.id.to_string());
        Ok(view(who, explain(&facts), member))
    }
}

fn view(who: &str, explanation: Explanation, member: Option<String>) -> ExplainView {
    ExplainView {
        who: who.to_owned(),
        verdict: explanation.verdict.as_str().to_owned(),
        says: explanation.says().to_owned(),
        steps: explanation
            .steps
            .into_iter()
            .map(|step| StepView {
                question: step.question.as_str().to_owned(),
                holds: step.verdict.is_none(),
                says: step.says,
                entries: step.entries,
            })
            .collect(),
        member,
    }
}
