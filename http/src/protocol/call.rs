//! A call whose tenant is known.

use std::{borrow::Cow, future::Future};

use http::{
    HeaderMap, HeaderName,
    header::{IF_MATCH, IF_NONE_MATCH},
};
use hyper::body::Incoming;
use scim::{
    Note, ResourceKind, ScimError, ScimType, json, schema::ResourceSchema, version::Precondition,
};
use serde_json::Value;

use super::{
    content::Content,
    discovery, not_found,
    parameters::Parameters,
    route::{Route, shortened},
    stop::Stop,
    watched::Watched,
};
use crate::{
    answer::Answer,
    body,
    options::HttpOptions,
    provider::{Class, Failure, Provider, RefusedCall, Session, View},
};

/// Of the name that a refused body gives, in characters; it goes into the activity log.
const LONGEST_NAME: usize = 256;

/// One authenticated request, or one operation of a bulk request.
pub(super) struct Call<'r, P: Provider> {
    pub(super) provider: &'r P,
    pub(super) session: P::Session,
    pub(super) options: &'r HttpOptions,
    pub(super) query: Option<&'r str>,
    /// Of an operation: what its `version` stands for.
    pub(super) headers: &'r HeaderMap,
    pub(super) base_url: Cow<'r, str>,
    pub(super) operation: &'static str,
    /// By the rate limit, together with others.
    pub(super) is_counted: bool,
    /// By somebody.
    pub(super) watched: Option<&'r Watched>,
}

impl<P: Provider> Call<'_, P> {
    pub(super) fn discover(&self, route: &Route<'_>) -> Result<Answer, Stop> {
        self.admit(Class::Read)?;
        discovery::read(
            route,
            self.query,
            &self.base_url,
            self.options,
            self.session.catalog(),
            self.session.unique_group_names(),
        )
    }

    /// The rate limit, for what was not counted before.
    pub(super) fn admit(&self, class: Class) -> Result<(), Failure> {
        if self.is_counted {
            return Ok(());
        }
        self.session.admit(class)
    }

    /// The resource type of a route that was found in the session's catalog.
    pub(super) fn schema(&self, kind: ResourceKind) -> Result<&ResourceSchema, Stop> {
        let schema = self.session.catalog().get(kind);
        schema.ok_or_else(|| not_found::unknown_path(&self.base_url).into())
    }

    /// What is to be answered instead. A refusal that the provider has not heard of is recorded.
    pub(super) async fn failed(&self, route: &Route<'_>, stop: Stop) -> Failure {
        match stop {
            Stop::Failed(failure) => failure,
            Stop::Refused { error, name } => match self.refuse(route, &error, name).await {
                Ok(()) => Failure::Scim(error),
                Err(failure) => failure,
            },
        }
    }

    /// Records a refusal that the provider has not heard of. That is a write, so it is limited as
    /// one: else bad requests would be the cheapest way to keep the store busy.
    async fn refuse(
        &self,
        route: &Route<'_>,
        error: &ScimError,
        name: Option<String>,
    ) -> Result<(), Failure> {
        self.admit(Class::Write)?;
        let call = RefusedCall {
            operation: self.operation,
            kind: route.kind(),
            id: route.id().map(str::to_owned),
            name: name.map(|name| shortened(name.into(), LONGEST_NAME).into_owned()),
            error: error.clone(),
        };
        self.in_time(Failure::Busy { retry_after: 1 }, async {
            self.provider.refused(&self.session, call).await;
            Ok(())
        })
        .await
    }

    /// How the answer is to look, from the query string.
    pub(super) fn view(&self) -> Result<View, ScimError> {
        Ok(View {
            base_url: self.base_url.clone().into_owned(),
            projection: Parameters::from_query(self.query)?.projection()?,
        })
    }

    /// The body as JSON; names that are given twice are refused.
    pub(super) async fn json(&self, body: Incoming) -> Result<Value, Stop> {
        let limits = &self.options.limits;
        let bytes = body::read(self.headers, body, limits).await?;
        if let Some(watched) = self.watched {
            watched.body(&bytes);
        }
        let limits = json::Limits {
            depth: limits.json_depth,
            values: limits.json_values,
        };
        Ok(json::read(&bytes, limits)?)
    }

    /// The body of a change, and what was bent before it came here.
    pub(super) async fn content(&self, content: Content) -> Result<(Value, Vec<Note>), Stop> {
        match content {
            Content::Arriving(body) => Ok((self.json(body).await?, Vec::new())),
            Content::Read { data, notes } => Ok((data, notes)),
        }
    }

    /// `If-Match`, else `If-None-Match`, of a write. One that can't be read is refused: to ignore it
    /// would be to write regardless.
    pub(super) fn precondition(&self) -> Result<Option<Precondition>, ScimError> {
        let sent = |header: &HeaderName| self.headers.contains_key(header);
        let Some(header) = [IF_MATCH, IF_NONE_MATCH].into_iter().find(sent) else {
            return Ok(None);
        };
        match self.tags(&header) {
            Some(tags) if header == IF_MATCH => Ok(Some(tags)),
            Some(tags) => Ok(Some(Precondition::Not(Box::new(tags)))),
            None => Err(ScimError::typed(
                ScimType::InvalidSyntax,
                format!(
                    "The {header} header is neither * nor a list of entity tags such as W/\"1\"."
                ),
            )),
        }
    }

    /// `If-None-Match`; one that can't be read is ignored, and the whole resource answered.
    pub(super) fn known_versions(&self) -> Option<Precondition> {
        self.tags(&IF_NONE_MATCH)
    }

    /// Waits for the provider, but not for ever. `late` is what is answered then: whether a change
    /// may still happen is something that only the caller of this knows.
    pub(super) async fn in_time<T>(
        &self,
        late: Failure,
        work: impl Future<Output = Result<T, Failure>> + Send,
    ) -> Result<T, Failure> {
        tokio::time::timeout(self.options.limits.request, work)
            .await
            .unwrap_or(Err(late))
    }

    /// Of all fields of the name, which make one list (RFC 9110 §5.3).
    fn tags(&self, header: &HeaderName) -> Option<Precondition> {
        let fields = self.headers.get_all(header).iter();
        let fields: Option<Vec<&str>> = fields.map(|field| field.to_str().ok()).collect();
        Precondition::parse(&fields?.join(","))
    }
}
