//! The app's calls.

mod snapshot;
mod stream;

use std::{future::Future, time::Duration};

use http::{Method, StatusCode};

use super::{Answer, Call, no_such_call};
use crate::admin::{
    Administration, Events, Problem,
    input::{event_query, list_query, no_query, number},
    render,
    route::Route,
};

impl<A: Administration + Events> Call<'_, A> {
    pub(super) async fn of_app(&self, route: &Route<'_>) -> Result<Answer, Problem> {
        let (app, by) = (self.administration, &self.by);
        let query = self.parts.uri.query();
        let reads = matches!(self.parts.method, Method::GET | Method::HEAD);
        match route {
            Route::Events if reads => {
                let query = event_query(query)?;
                let wait = query.wait;
                let feed = self.within(wait, app.events(query)).await?;
                Ok(render::json(StatusCode::OK, &feed))
            }
            Route::Snapshot(tenant) if reads => {
                no_query(query)?;
                Ok(snapshot::answer(self.in_time(app.snapshot(tenant)).await?))
            }
            Route::Receipts(tenant) if reads => {
                let list = list_query(query)?;
                let after = list.after.as_deref();
                let after = after.map(|after| number("after", after)).transpose()?;
                self.value(app.receipts(tenant, after, list.limit)).await
            }
            Route::ReplayActivity(tenant) if reads => {
                no_query(query)?;
                self.value(app.replay(tenant)).await
            }
            Route::Calls(tenant) if self.parts.method == Method::GET => {
                no_query(query)?;
                Ok(stream::calls(self.in_time(app.calls(tenant)).await?))
            }
            Route::AcknowledgeEvents(tenant) if self.parts.method == Method::PUT => {
                let seq = crate::admin::input::one(query, "seq")?;
                let seq = number("seq", &seq)?;
                self.value(app.acknowledge(by, tenant, seq)).await
            }
            _ => Err(no_such_call(route)),
        }
    }

    /// As [`Self::in_time`], for work that may wait for something first.
    async fn within<T>(
        &self,
        wait: Duration,
        work: impl Future<Output = Result<T, Problem>> + Send,
    ) -> Result<T, Problem> {
        super::in_time(self.options.limits.request + wait, work).await
    }
}
