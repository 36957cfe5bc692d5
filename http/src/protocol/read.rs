//! GET of one resource, lists and searches (RFC 7644 §3.4).

use http::StatusCode;
use hyper::body::Incoming;
use scim::{ResourceKind, page::list_response, schema::ResourceSchema};

use super::{call::Call, parameters::Parameters, render, search, stop::Stop};
use crate::{
    answer::Answer,
    provider::{Class, Failure, Provider, Session},
};

/// A read that takes too long can be repeated.
const LATE: Failure = Failure::Busy { retry_after: 1 };

impl<P: Provider> Call<'_, P> {
    pub(super) async fn read(&self, kind: ResourceKind, id: &str) -> Result<Answer, Stop> {
        let view = self.view()?;
        self.admit(Class::Read)?;
        let work = self.provider.read(&self.session, kind, id, &view);
        let document = self.in_time(LATE, work).await?;
        let known = self.known_versions();
        if known.is_some_and(|known| known.names(document.tag)) {
            return Ok(render::not_modified(document.tag));
        }
        Ok(render::document(StatusCode::OK, document))
    }

    /// Of all types, if `kind` is none.
    pub(super) async fn list(&self, kind: Option<ResourceKind>) -> Result<Answer, Stop> {
        let parameters = Parameters::from_query(self.query)?;
        self.find(kind, &parameters).await
    }

    /// As [`Self::list`], with the parameters in the body.
    pub(super) async fn search(
        &self,
        kind: Option<ResourceKind>,
        body: Incoming,
    ) -> Result<Answer, Stop> {
        let parameters = search::parameters(self.json(body).await?, self.session.leniency())?;
        self.find(kind, &parameters).await
    }

    async fn find(
        &self,
        kind: Option<ResourceKind>,
        parameters: &Parameters<'_>,
    ) -> Result<Answer, Stop> {
        let types: Vec<&ResourceSchema> = match kind {
            Some(kind) => vec![self.schema(kind)?],
            None => self.session.catalog().types().collect(),
        };
        let query = parameters.query(
            &types,
            self.session.leniency(),
            self.base_url.clone().into_owned(),
            &self.options.limits,
        )?;
        self.admit(Class::Read)?;
        let work = self.provider.list(&self.session, kind, query);
        let listing = self.in_time(LATE, work).await?;
        Ok(render::json(list_response(
            listing.total,
            &listing.place,
            &listing.resources,
        )))
    }
}
