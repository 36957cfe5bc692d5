//! POST, PUT, PATCH and DELETE (RFC 7644 §3.3, §3.5, §3.6).

use http::StatusCode;
use hyper::body::Incoming;
use scim::{Resource, ResourceKind, patch::PatchRequest, resource};
use serde_json::Value;

use super::{
    call::{Call, no_content},
    loss::{class_of_patch, class_of_replace},
    render,
    stop::Stop,
};
use crate::{
    answer::Answer,
    provider::{Class, Failure, Provider, Session},
};

/// A write that takes too long may still happen.
const LATE: Failure = Failure::Unknown;

impl<P: Provider> Call<'_, P> {
    pub(super) async fn create(&self, kind: ResourceKind, body: Incoming) -> Result<Answer, Stop> {
        let view = self.view()?;
        let incoming = self.resource(kind, body).await?;
        self.session.admit(Class::Write)?;
        let work = self.provider.create(&self.session, kind, incoming, &view);
        let created = self.in_time(LATE, work).await?;
        Ok(render::document(StatusCode::CREATED, created))
    }

    pub(super) async fn replace(
        &self,
        kind: ResourceKind,
        id: &str,
        body: Incoming,
    ) -> Result<Answer, Stop> {
        let view = self.view()?;
        let precondition = self.precondition()?;
        let incoming = self.resource(kind, body).await?;
        self.session.admit(class_of_replace(&incoming.resource))?;
        let work = self
            .provider
            .replace(&self.session, kind, id, incoming, precondition, &view);
        let replaced = self.in_time(LATE, work).await?;
        Ok(render::document(StatusCode::OK, replaced))
    }

    /// A resource is answered whole; a group only if attributes are asked for: Entra wants 204, and
    /// the list of members may be long.
    pub(super) async fn patch(
        &self,
        kind: ResourceKind,
        id: &str,
        body: Incoming,
    ) -> Result<Answer, Stop> {
        let view = self.view()?;
        let precondition = self.precondition()?;
        let body = self.json(body).await?;
        let request = PatchRequest::parse(body, id, self.schema(kind)?, self.session.leniency())?;
        self.session.admit(class_of_patch(&request))?;
        let answer = kind != ResourceKind::Group || !view.projection.is_default();
        let work = self.provider.patch(
            &self.session,
            kind,
            id,
            request,
            precondition,
            &view,
            answer,
        );
        Ok(match self.in_time(LATE, work).await? {
            Some(patched) => render::document(StatusCode::OK, patched),
            None => no_content(),
        })
    }

    pub(super) async fn delete(&self, kind: ResourceKind, id: &str) -> Result<Answer, Stop> {
        let precondition = self.precondition()?;
        self.session.admit(Class::Loss)?;
        let work = self.provider.delete(&self.session, kind, id, precondition);
        self.in_time(LATE, work).await?;
        Ok(no_content())
    }

    async fn resource(
        &self,
        kind: ResourceKind,
        body: Incoming,
    ) -> Result<resource::Incoming, Stop> {
        let body = self.json(body).await?;
        let name = name_in(&body, kind);
        Resource::from_client(body, self.schema(kind)?, self.session.leniency())
            .map_err(|error| Stop::Refused { error, name })
    }
}

/// For the activity entry of a body that is refused: who it was about.
fn name_in(body: &Value, kind: ResourceKind) -> Option<String> {
    let attribute = match kind {
        ResourceKind::User => "userName",
        ResourceKind::Group | ResourceKind::Declared(_) => "displayName",
    };
    body.as_object()?
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(attribute))
        .and_then(|(_, value)| value.as_str())
        .map(str::to_owned)
}
