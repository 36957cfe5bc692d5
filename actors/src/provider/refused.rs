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
            operation: match call.kind {
                // There is no such place.
                None if call.operation != BULK => OperationName::Read,
                _ => operation(call.operation),
            },
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

/// The one route that is about no resource.
const BULK: &str = "POST /Bulk";

/// What was asked for, from the method and the template of the route.
pub(super) fn operation(method_and_route: &str) -> OperationName {
    let (method, route) = method_and_route.split_once(' ').unwrap_or_default();
    if route.ends_with("/.search") {
        return OperationName::Read;
    }
    if method_and_route == BULK {
        return OperationName::Bulk;
    }
    match (method, route.split('/').nth(1)) {
        ("POST", Some("Users")) => OperationName::Create,
        ("PUT" | "PATCH", Some("Users")) => OperationName::Update,
        ("DELETE", Some("Users")) => OperationName::Remove,
        ("POST", Some("Groups")) => OperationName::GroupCreate,
        ("PUT" | "PATCH", Some("Groups")) => OperationName::GroupUpdate,
        ("DELETE", Some("Groups")) => OperationName::GroupDelete,
        ("POST", Some("{type}")) => OperationName::ResourceCreate,
        ("PUT" | "PATCH", Some("{type}")) => OperationName::ResourceUpdate,
        ("DELETE", Some("{type}")) => OperationName::ResourceDelete,
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
        for (route, name) in [
            ("POST /Users", OperationName::Create),
            ("POST /Users/.search", OperationName::Read),
            ("PATCH /Users/{id}", OperationName::Update),
            ("PUT /Groups/{id}", OperationName::GroupUpdate),
            ("DELETE /Users/{id}", OperationName::Remove),
            ("DELETE /Groups/{id}", OperationName::GroupDelete),
            ("POST /{type}", OperationName::ResourceCreate),
            ("PUT /{type}/{id}", OperationName::ResourceUpdate),
            ("DELETE /{type}/{id}", OperationName::ResourceDelete),
            ("POST /{type}/.search", OperationName::Read),
            ("GET /Users", OperationName::Read),
            ("POST /Bulk", OperationName::Bulk),
            ("POST (unknown path)", OperationName::Read),
        ] {
            assert_eq!(operation(route), name, "{route}");
        }
    }
}
