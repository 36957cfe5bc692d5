//! POST, PUT, PATCH and DELETE (RFC 7644 §3.3, §3.5, §3.6).

use http::{Method, StatusCode};
use scim::{Resource, ResourceKind, patch::PatchRequest, resource};
use serde_json::Value;

use super::{
    call::Call,
    content::Content,
    loss::{class_of_patch, class_of_replace},
    not_found,
    route::Route,
    stop::Stop,
};
use crate::provider::{Class, Document, Failure, Provider, Session};

/// A write that takes too long may still happen.
const LATE: Failure = Failure::Unknown;

/// A change that was carried out.
pub(super) struct Changed {
    pub(super) status: StatusCode,
    /// The resource as it is now, of which a 204 shows nothing but its entity tag.
    pub(super) document: Option<Document>,
}

impl<P: Provider> Call<'_, P> {
    /// Carries out a change, whether it is a request of its own or part of a bulk request.
    pub(super) async fn change(
        &self,
        route: &Route<'_>,
        method: &Method,
        content: Content,
    ) -> Result<Changed, Stop> {
        match (route, method) {
            (Route::Collection(kind), &Method::POST) => self.create(*kind, content).await,
            (Route::Resource(kind, id), &Method::PUT) => self.replace(*kind, id, content).await,
            (Route::Resource(kind, id), &Method::PATCH) => self.patch(*kind, id, content).await,
            (Route::Resource(kind, id), &Method::DELETE) => self.delete(*kind, id).await,
            (route, method) => Err(not_found::wrong_method(method, route).into()),
        }
    }

    async fn create(&self, kind: ResourceKind, content: Content) -> Result<Changed, Stop> {
        let mut view = self.view()?;
        let incoming = self.resource(kind, content).await?;
        view.projection = view
            .projection
            .after(&incoming.resource, self.schema(kind)?);
        self.admit(Class::Write)?;
        let work = self.provider.create(&self.session, kind, incoming, &view);
        let created = self.in_time(LATE, work).await?;
        Ok(Changed {
            status: StatusCode::CREATED,
            document: Some(created),
        })
    }

    async fn replace(
        &self,
        kind: ResourceKind,
        id: &str,
        content: Content,
    ) -> Result<Changed, Stop> {
        let mut view = self.view()?;
        let precondition = self.precondition()?;
        let incoming = self.resource(kind, content).await?;
        view.projection = view
            .projection
            .after(&incoming.resource, self.schema(kind)?);
        self.admit(class_of_replace(&incoming.resource))?;
        let work = self
            .provider
            .replace(&self.session, kind, id, incoming, precondition, &view);
        let replaced = self.in_time(LATE, work).await?;
        Ok(Changed {
            status: StatusCode::OK,
            document: Some(replaced),
        })
    }

    /// A resource is answered whole; a group only if attributes are asked for: Entra wants 204, and
    /// the list of members may be long.
    async fn patch(&self, kind: ResourceKind, id: &str, content: Content) -> Result<Changed, Stop> {
        let mut view = self.view()?;
        let precondition = self.precondition()?;
        let (body, notes) = self.content(content).await?;
        let schema = self.schema(kind)?;
        let mut request = PatchRequest::parse(body, id, schema, self.session.leniency())?;
        request.notes.splice(0..0, notes);
        view.projection = view.projection.after_patch(&request, schema);
        self.admit(class_of_patch(&request))?;
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
        let document = self.in_time(LATE, work).await?;
        Ok(Changed {
            status: if answer {
                StatusCode::OK
            } else {
                StatusCode::NO_CONTENT
            },
            document: Some(document),
        })
    }

    async fn delete(&self, kind: ResourceKind, id: &str) -> Result<Changed, Stop> {
        let precondition = self.precondition()?;
        self.admit(Class::Loss)?;
        let work = self.provider.delete(&self.session, kind, id, precondition);
        self.in_time(LATE, work).await?;
        Ok(Changed {
            status: StatusCode::NO_CONTENT,
            document: None,
        })
    }

    async fn resource(
        &self,
        kind: ResourceKind,
        content: Content,
    ) -> Result<resource::Incoming, Stop> {
        let (body, notes) = self.content(content).await?;
        let name = name_in(&body, kind);
        let mut incoming = Resource::from_client(body, self.schema(kind)?, self.session.leniency())
            .map_err(|error| Stop::Refused { error, name })?;
        incoming.notes.splice(0..0, notes);
        Ok(incoming)
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
