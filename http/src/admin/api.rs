//! The admin service.

mod feed;

use std::{future::Future, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use arc_swap::ArcSwap;
use futures_util::FutureExt;
use http::{HeaderValue, Method, StatusCode, header::ALLOW, request::Parts};
use hyper::{Request, body::Incoming};
use serde::{Serialize, de::DeserializeOwned};
use transport::Peer;

use super::{
    Admin, Administration, Events, MappingView, Problem,
    input::{
        activity_query, if_match, json, list_query, member_query, newest_first, no_query, one,
        settings_query,
    },
    render,
    route::Route,
};
use crate::{
    access_log::Line,
    answer::{self, Answer},
    body::{self, BodyError},
    options::HttpOptions,
    request_id::RequestIds,
    service::Service,
    unreadable,
};

/// The admin API over HTTP, on top of an [`Administration`] and its [`Events`].
#[derive(Debug)]
pub struct AdminApi<A> {
    administration: Arc<A>,
    options: Arc<ArcSwap<HttpOptions>>,
    ids: Arc<RequestIds>,
}

impl<A: Administration + Events> AdminApi<A> {
    /// `options` may be swapped at any time; a request keeps what it began with.
    pub fn new(
        administration: Arc<A>,
        options: Arc<ArcSwap<HttpOptions>>,
        ids: Arc<RequestIds>,
    ) -> Self {
        Self {
            administration,
            options,
            ids,
        }
    }
}

impl<A: Administration + Events> Service for AdminApi<A> {
    async fn handle(&self, request: Request<Incoming>, peer: &Peer) -> Answer {
        let options = self.options.load_full();
        let (parts, body) = request.into_parts();
        let request_id = self.ids.of(&parts.headers);
        let route = Route::of(parts.uri.path());
        let line = Line::begin(&request_id.text, route.operation(&parts.method));
        let call = Call {
            administration: &*self.administration,
            options: &options,
            parts: &parts,
            by: Admin {
                user: peer.user,
                request_id: request_id.text.clone(),
            },
        };
        let mut answer = match AssertUnwindSafe(call.answer(&route, body))
            .catch_unwind()
            .await
        {
            Ok(Ok(answer)) => answer,
            Ok(Err(problem)) => render::problem(&problem),
            Err(_) => render::problem(&render::broken()),
        };
        if answer.status() == StatusCode::METHOD_NOT_ALLOWED {
            let allow = HeaderValue::from_static(route.allow());
            answer.headers_mut().insert(ALLOW, allow);
        }
        body::name_accepted(&parts.headers, &mut answer);
        line.end(answer.status());
        answer::seal(&mut answer, request_id, parts.method == Method::HEAD);
        answer
    }

    fn unreadable(&self, status: StatusCode) -> Answer {
        let problem = Problem::new(
            status.as_u16(),
            "unreadable",
            "The request cannot be read",
            unreadable::words(status),
        );
        unreadable::sealed(render::problem(&problem), &self.ids)
    }
}

/// One request.
struct Call<'r, A> {
    administration: &'r A,
    options: &'r HttpOptions,
    parts: &'r Parts,
    by: Admin,
}

impl<A: Administration + Events> Call<'_, A> {
    async fn answer(&self, route: &Route<'_>, body: Incoming) -> Result<Answer, Problem> {
        if route.is_of_app() {
            return self.of_app(route).await;
        }
        if matches!(self.parts.method, Method::GET | Method::HEAD) {
            return self.read(route).await;
        }
        let (administration, by) = (self.administration, &self.by);
        if let (Route::Settings(tenant), &Method::PATCH) = (route, &self.parts.method) {
            let settings = self.json(body).await?;
            let change = settings_query(self.parts.uri.query(), settings)?;
            return self
                .value(administration.change_settings(by, tenant, change))
                .await;
        }
        no_query(self.parts.uri.query())?;
        match (route, &self.parts.method) {
            (Route::Tenants, &Method::POST) => {
                let tenant = self.json(body).await?;
                let made = self
                    .in_time(administration.create_tenant(by, tenant))
                    .await?;
                Ok(render::created(&made, &format!("/v1/tenants/{}", made.id)))
            }
            (Route::Tenant(tenant), &Method::PATCH) => {
                let change = self.json(body).await?;
                self.value(administration.change_tenant(by, tenant, change))
                    .await
            }
            (Route::Tokens(tenant), &Method::POST) => {
                let token = self.json(body).await?;
                let made = self
                    .in_time(administration.create_token(by, tenant, token))
                    .await?;
                Ok(render::created(&made, &below(self.parts, &made.id)))
            }
            (Route::Token(tenant, token), &Method::DELETE) => {
                self.value(administration.revoke_token(by, tenant, token))
                    .await
            }
            (Route::Members(tenant), &Method::POST) => {
                let member = self.json(body).await?;
                let made = self
                    .in_time(administration.add_member(by, tenant, member))
                    .await?;
                Ok(render::created(&made, &below(self.parts, &made.id)))
            }
            (Route::Schema(tenant, id), &Method::PUT) => {
                let schema = self.json(body).await?;
                self.value(administration.declare_schema(by, tenant, id, schema))
                    .await
            }
            (Route::Schema(tenant, id), &Method::DELETE) => {
                self.value(administration.withdraw_schema(by, tenant, id))
                    .await
            }
            (Route::ResourceType(tenant, name), &Method::PUT) => {
                let document = self.json(body).await?;
                self.value(administration.declare_resource_type(by, tenant, name, document))
                    .await
            }
            (Route::ResourceType(tenant, name), &Method::DELETE) => {
                self.value(administration.withdraw_resource_type(by, tenant, name))
                    .await
            }
            _ => self.act(route, body).await,
        }
    }

    /// What is done to people, one or many.
    async fn act(&self, route: &Route<'_>, body: Incoming) -> Result<Answer, Problem> {
        let (administration, by) = (self.administration, &self.by);
        match (route, &self.parts.method) {
            (Route::ImportMembers(tenant), &Method::POST) => {
                let import = self.json(body).await?;
                self.value(administration.import_members(by, tenant, import))
                    .await
            }
            (Route::Member(tenant, member), &Method::PATCH) => {
                let change = self.json(body).await?;
                self.value(administration.change_member(by, tenant, member, change))
                    .await
            }
            (Route::MemberAct(tenant, member, act), &Method::POST) => {
                self.value(administration.act_on_member(by, tenant, member, *act))
                    .await
            }
            (Route::Disconnect(tenant), &Method::POST) => {
                let request = self.json(body).await?;
                self.value(administration.disconnect(by, tenant, request))
                    .await
            }
            (Route::Drift(tenant), &Method::POST) => {
                let request = self.json(body).await?;
                self.value(administration.drift(tenant, request)).await
            }
            (Route::Undo(tenant), &Method::POST) => {
                let request = self.json(body).await?;
                self.value(administration.undo(by, tenant, request)).await
            }
            (Route::Hold(tenant, hold, approve), &Method::POST) => {
                self.value(administration.decide_hold(by, tenant, hold, *approve))
                    .await
            }
            (Route::ApplyPlan(tenant), &Method::POST) => {
                let plan = self.json(body).await?;
                self.value(administration.apply_plan(by, tenant, plan))
                    .await
            }
            (Route::ErasePerson(tenant), &Method::POST) => {
                let erasure = self.json(body).await?;
                self.value(administration.erase_person(by, tenant, erasure))
                    .await
            }
            (Route::Mappings(tenant), &Method::PUT) => {
                let expected = if_match(&self.parts.headers)?;
                let mapping = self.json(body).await?;
                let work = administration.replace_mapping(by, tenant, mapping, expected);
                self.versioned(work).await
            }
            (Route::PreviewMapping(tenant), &Method::POST) => {
                let mapping = self.json(body).await?;
                self.value(administration.preview_mapping(tenant, mapping))
                    .await
            }
            (Route::EvaluateMapping(tenant), &Method::POST) => {
                let claims = self.json(body).await?;
                self.value(administration.evaluate_mapping(by, tenant, claims))
                    .await
            }
            (Route::CancelMapping(tenant), &Method::POST) => {
                self.versioned(administration.cancel_mapping(by, tenant))
                    .await
            }
            _ => Err(no_such_call(route)),
        }
    }

    async fn read(&self, route: &Route<'_>) -> Result<Answer, Problem> {
        let administration = self.administration;
        let query = self.parts.uri.query();
        match route {
            Route::Status => {
                no_query(query)?;
                self.value(administration.status()).await
            }
            Route::Tenants => self.value(administration.tenants(list_query(query)?)).await,
            Route::Tenant(tenant) => {
                no_query(query)?;
                self.value(administration.tenant(tenant)).await
            }
            Route::Tokens(tenant) => {
                no_query(query)?;
                self.value(administration.tokens(tenant)).await
            }
            Route::Members(tenant) => {
                let (list, filter) = member_query(query)?;
                self.value(administration.members(tenant, list, filter))
                    .await
            }
            Route::Member(tenant, member) => {
                no_query(query)?;
                self.value(administration.member(tenant, member)).await
            }
            Route::Provenance(tenant, member) => {
                no_query(query)?;
                self.value(administration.provenance(tenant, member)).await
            }
            Route::Pending(tenant) => {
                self.value(administration.pending(tenant, list_query(query)?))
                    .await
            }
            Route::Holds(tenant) => {
                self.value(administration.holds(tenant, list_query(query)?))
                    .await
            }
            Route::Settings(tenant) => {
                no_query(query)?;
                self.value(administration.settings(tenant)).await
            }
            Route::Plan(tenant) => {
                no_query(query)?;
                self.value(administration.plan(tenant)).await
            }
            Route::State(tenant) => {
                no_query(query)?;
                self.value(administration.state(tenant)).await
            }
            Route::Explain(tenant) => {
                let who = one(query, "who")?;
                self.value(administration.explain(tenant, &who)).await
            }
            Route::SignInCheck(tenant) => {
                let member = one(query, "member")?;
                self.value(administration.sign_in_check(tenant, &member))
                    .await
            }
            Route::Groups(tenant) => {
                self.value(administration.groups(tenant, list_query(query)?))
                    .await
            }
            Route::Activity(tenant) => {
                self.value(administration.activity(tenant, activity_query(query)?))
                    .await
            }
            Route::Notices(tenant) => {
                self.value(administration.notices(tenant, newest_first(query)?))
                    .await
            }
            Route::VerifyActivity(tenant) => {
                no_query(query)?;
                self.value(administration.verify_activity(tenant)).await
            }
            Route::Schemas(tenant) => {
                no_query(query)?;
                self.value(administration.schemas(tenant)).await
            }
            Route::ResourceTypes(tenant) => {
                no_query(query)?;
                self.value(administration.resource_types(tenant)).await
            }
            Route::Mappings(tenant) => {
                no_query(query)?;
                self.versioned(administration.mapping(tenant)).await
            }
            _ => Err(no_such_call(route)),
        }
    }

    async fn json<T: DeserializeOwned>(&self, body: Incoming) -> Result<T, Problem> {
        let bytes = body::read(&self.parts.headers, body, &self.options.limits).await?;
        json(&bytes)
    }

    /// 200 with what the work gives.
    async fn value<T: Serialize>(
        &self,
        work: impl Future<Output = Result<T, Problem>> + Send,
    ) -> Result<Answer, Problem> {
        Ok(render::json(StatusCode::OK, &self.in_time(work).await?))
    }

    /// 200 with the table and its entity tag.
    async fn versioned(
        &self,
        work: impl Future<Output = Result<MappingView, Problem>> + Send,
    ) -> Result<Answer, Problem> {
        let view = self.in_time(work).await?;
        Ok(render::versioned(&view, view.version))
    }

    async fn in_time<T>(
        &self,
        work: impl Future<Output = Result<T, Problem>> + Send,
    ) -> Result<T, Problem> {
        in_time(self.options.limits.request, work).await
    }
}

async fn in_time<T>(
    limit: Duration,
    work: impl Future<Output = Result<T, Problem>> + Send,
) -> Result<T, Problem> {
    tokio::time::timeout(limit, work).await.unwrap_or_else(|_| {
        Err(Problem::new(
            504,
            "outcome-unknown",
            "The answer took too long",
            "If this was a change, it may still be carried out. Look before it is repeated.",
        ))
    })
}

impl From<BodyError> for Problem {
    fn from(error: BodyError) -> Self {
        Self::new(
            error.status().as_u16(),
            "unreadable-body",
            "The body can't be taken",
            error.to_string(),
        )
    }
}

/// 404 or 405.
fn no_such_call(route: &Route<'_>) -> Problem {
    match route {
        Route::Unknown => Problem::new(
            404,
            "no-such-path",
            "There is nothing at this path",
            "The admin API begins at /v1/status, /v1/tenants and /v1/events.",
        ),
        route => Problem::new(
            405,
            "wrong-method",
            "The method is not possible here",
            format!("This path takes: {}.", route.allow()),
        ),
    }
}

/// The URL of an item of the list that was posted to.
fn below(parts: &Parts, id: &str) -> String {
    format!("{}/{id}", parts.uri.path())
}
