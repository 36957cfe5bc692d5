//! Calls that were refused before they came here: bad JSON, a bad filter, a wrong path (R78).

use rosterd_http::provider::{Kind, RefusedCall};
use store::{
    operation::activity::Note,
    record::activity::{OperationName, Outcome, Subject},
};

use super::{
    ScimProvider, TenantSession,
    session::{entry_error, subject},
};

impl ScimProvider {
    /// Waits until the entry is committed, or could not be: then the log says so, and the caller's
    /// answer stays what it is.
    pub(super) async fn record_refusal(&self, session: &TenantSession, call: RefusedCall) {
        let note = Note {
            call: session.call(self.context.now()),
            operation: operation(call.operation, call.kind),
            result: Outcome::Failed,
            who: whom(&call),
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
fn operation(method_and_route: &str, kind: Option<Kind>) -> OperationName {
    let method = method_and_route.split(' ').next();
    match (method, kind) {
        (Some("POST"), Some(_)) if method_and_route.ends_with("/.search") => OperationName::Read,
        (Some("POST"), Some(Kind::User)) => OperationName::Create,
        (Some("POST"), Some(Kind::Group)) => OperationName::GroupCreate,
        (Some("PUT" | "PATCH"), Some(Kind::User)) => OperationName::Update,
        (Some("PUT" | "PATCH"), Some(Kind::Group)) => OperationName::GroupUpdate,
        (Some("DELETE"), Some(Kind::User)) => OperationName::Remove,
        (Some("DELETE"), Some(Kind::Group)) => OperationName::GroupDelete,
        _ => OperationName::Read,
    }
}

fn whom(call: &RefusedCall) -> Option<Subject> {
    match (call.kind?, &call.id, &call.name) {
        (_, None, None) => None,
        (kind, Some(id), None) => Some(subject(kind, id)),
        (Kind::User, id, name) => Some(Subject::Person {
            user: id.clone(),
            member: None,
            name: name.clone(),
            email: None,
        }),
        (Kind::Group, id, name) => Some(Subject::Group {
            id: id.clone(),
            name: name.clone(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_call_is_named_for_what_it_was_to_do() {
        for (route, kind, name) in [
            ("POST /Users", Some(Kind::User), OperationName::Create),
            ("POST /Users/.search", Some(Kind::User), OperationName::Read),
            ("PATCH /Users/{id}", Some(Kind::User), OperationName::Update),
            (
                "PUT /Groups/{id}",
                Some(Kind::Group),
                OperationName::GroupUpdate,
            ),
            (
                "DELETE /Users/{id}",
                Some(Kind::User),
                OperationName::Remove,
            ),
            (
                "DELETE /Groups/{id}",
                Some(Kind::Group),
                OperationName::GroupDelete,
            ),
            ("GET /Users", Some(Kind::User), OperationName::Read),
            ("POST /nowhere", None, OperationName::Read),
        ] {
            assert_eq!(operation(route, kind), name, "{route}");
        }
    }
}
