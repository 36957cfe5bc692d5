//! Calls that were refused before they came here: bad JSON, a bad filter, a wrong path (R78).

use rosterd_http::provider::RefusedCall;
use scim::ResourceKind;
use store::{
    operation::activity::Note,
    record::activity::{OperationName, Outcome, Subject},
};

use super::{ScimProvider, TenantSession, session::entry_error};

impl ScimProvider {
    /// Waits until the entry is committed, or could not be: then the log says so, and the caller's
    /// answer stays what it is.
    pub(super) async fn record_refusal(&self, session: &TenantSession, call: RefusedCall) {
        let note = Note {
            call: session.call(self.context.now()),
            operation: operation(call.operation, call.kind),
            result: Outcome::Failed,
            who: whom(session, &call),
            error: Some(entry_error(&call.error)),
            reason: None,
            notes: Vec::new(),
            times: 1,
        };
        if let Err(error) = session.visit.directory.write(session.limit(), note).await {
            tracing::warn!(%error, "a refused call was not recorded");
        }
    }
}

/// What was asked for, from the method and the kind of resource.
fn operation(method_and_route: &str, kind: Option<ResourceKind>) -> OperationName {
    let method = method_and_route.split(' ').next();
    match (method, kind) {
        (Some("POST"), Some(_)) if method_and_route.ends_with("/.search") => OperationName::Read,
        (Some("POST"), Some(ResourceKind::User)) => OperationName::Create,
        (Some("POST"), Some(ResourceKind::Group)) => OperationName::GroupCreate,
        (Some("PUT" | "PATCH"), Some(ResourceKind::User)) => OperationName::Update,
        (Some("PUT" | "PATCH"), Some(ResourceKind::Group)) => OperationName::GroupUpdate,
        (Some("POST"), Some(ResourceKind::Declared(_))) => OperationName::ResourceCreate,
        (Some("PUT" | "PATCH"), Some(ResourceKind::Declared(_))) => OperationName::ResourceUpdate,
        (Some("DELETE"), Some(ResourceKind::Declared(_))) => OperationName::ResourceDelete,
        (Some("DELETE"), Some(ResourceKind::User)) => OperationName::Remove,
        (Some("DELETE"), Some(ResourceKind::Group)) => OperationName::GroupDelete,
        _ => OperationName::Read,
    }
}

fn whom(session: &TenantSession, call: &RefusedCall) -> Option<Subject> {
    let (kind, id, name) = (call.kind?, call.id.clone(), call.name.clone());
    if id.is_none() && name.is_none() {
        return None;
    }
    Some(match kind {
        ResourceKind::User => Subject::Person {
            user: id,
            member: None,
            name,
            email: None,
        },
        ResourceKind::Group => Subject::Group { id, name },
        ResourceKind::Declared(_) => Subject::Resource {
            resource_type: session.schema(kind).ok().map(|schema| schema.name.clone()),
            id,
            name,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_call_is_named_for_what_it_was_to_do() {
        for (route, kind, name) in [
            (
                "POST /Users",
                Some(ResourceKind::User),
                OperationName::Create,
            ),
            (
                "POST /Users/.search",
                Some(ResourceKind::User),
                OperationName::Read,
            ),
            (
                "PATCH /Users/{id}",
                Some(ResourceKind::User),
                OperationName::Update,
            ),
            (
                "PUT /Groups/{id}",
                Some(ResourceKind::Group),
                OperationName::GroupUpdate,
            ),
            (
                "DELETE /Users/{id}",
                Some(ResourceKind::User),
                OperationName::Remove,
            ),
            (
                "DELETE /Groups/{id}",
                Some(ResourceKind::Group),
                OperationName::GroupDelete,
            ),
            ("GET /Users", Some(ResourceKind::User), OperationName::Read),
            ("POST /nowhere", None, OperationName::Read),
        ] {
            assert_eq!(operation(route, kind), name, "{route}");
        }
    }
}
