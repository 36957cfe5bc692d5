//! Resources as they go out: the stored bytes with the location and the other side of the
//! memberships spliced in, or less of them where the view asks for less.

use std::sync::Arc;

use bytes::Bytes;
use roster::TenantId;
use rosterd_http::provider::{Body, Document, Failure, Kind, View};
use scim::{Object, ScimError, stored};
use serde_json::Value;
use store::{
    engine::{Rows, Snapshot},
    reader::{
        self, Stored,
        membership::{GroupLink, GroupsOfMany},
    },
};

use super::{
    ScimProvider, TenantSession,
    failure::unreadable,
    members::{GroupBody, whole_group},
};

/// The name of the resource type in locations and messages (RFC 7643 §6).
fn resource_type(kind: Kind) -> &'static str {
    match kind {
        Kind::User => "User",
        Kind::Group => "Group",
    }
}

pub(super) fn not_found(kind: Kind, id: &str) -> Failure {
    Failure::Scim(ScimError::not_found(resource_type(kind), id))
}

pub(super) fn location(kind: Kind, id: &str, base_url: &str) -> String {
    format!("{base_url}/{}s/{id}", resource_type(kind))
}

pub(super) fn wants_groups(view: &View) -> bool {
    view.projection.wants("groups", Kind::User.schema())
}

pub(super) fn wants_members(view: &View) -> bool {
    view.projection.wants("members", Kind::Group.schema())
}

impl ScimProvider {
    /// One resource out of a snapshot.
    pub(super) fn document(
        &self,
        snapshot: Arc<dyn Snapshot>,
        session: &TenantSession,
        kind: Kind,
        id: &str,
        view: &View,
    ) -> Result<Document, Failure> {
        let tenant = session.tenant();
        let stored = match kind {
            Kind::User => reader::user::by_id(&*snapshot, tenant, id),
            Kind::Group => reader::group::by_id(&*snapshot, tenant, id),
        };
        let stored = stored
            .map_err(|error| unreadable(&error))?
            .ok_or_else(|| not_found(kind, id))?;
        let body = match kind {
            Kind::Group if wants_members(view) => {
                GroupBody::new(self.context.store.clone(), snapshot, tenant, &stored, view)?
                    .into_body()?
            }
            _ => Body::Whole({
                let groups = &mut GroupsOfMany::default();
                whole(&*snapshot, tenant, kind, &stored, view, groups)?.into()
            }),
        };
        Ok(wrap(kind, &stored, view, body))
    }
}

/// The JSON text of one resource, members and all. One `groups` serves all users of a snapshot.
pub(super) fn whole(
    rows: &dyn Rows,
    tenant: TenantId,
    kind: Kind,
    stored: &Stored,
    view: &View,
    groups: &mut GroupsOfMany,
) -> Result<Vec<u8>, Failure> {
    match kind {
        Kind::Group if wants_members(view) => whole_group(rows, tenant, stored, view),
        Kind::User if wants_groups(view) => {
            let groups = groups
                .of(rows, tenant, stored.id)
                .map_err(|error| unreadable(&error))?;
            user(stored, &groups, view)
        }
        _ => text(kind, stored, view, None),
    }
}

/// The JSON text of a user with their groups.
pub(super) fn user(stored: &Stored, groups: &[GroupLink], view: &View) -> Result<Vec<u8>, Failure> {
    let groups = reader::membership::groups_json(groups, &view.base_url);
    text(Kind::User, stored, view, Some(("groups", &groups)))
}

/// A document with this text.
pub(super) fn wrap(kind: Kind, stored: &Stored, view: &View, body: Body) -> Document {
    let id = stored.id.to_string();
    Document {
        location: location(kind, &id, &view.base_url),
        id,
        version: stored.version,
        body,
    }
}

pub(super) fn wrap_whole(kind: Kind, stored: &Stored, view: &View, text: Vec<u8>) -> Document {
    wrap(kind, stored, view, Body::Whole(Bytes::from(text)))
}

/// The JSON text with one more attribute, as the view asks for it.
pub(super) fn text(
    kind: Kind,
    stored: &Stored,
    view: &View,
    extra: Option<(&str, &[u8])>,
) -> Result<Vec<u8>, Failure> {
    let location = location(kind, &stored.id.to_string(), &view.base_url);
    if view.projection.is_default() {
        return Ok(stored::render(&stored.body, &location, extra));
    }
    let mut object = decoded(stored, &location)?;
    if let Some((name, array)) = extra
        && array != b"[]"
    {
        object.insert(name.to_owned(), parsed(array)?);
    }
    view.projection.apply(&mut object, kind.schema());
    Ok(Value::Object(object).to_string().into_bytes())
}

pub(super) fn decoded(stored: &Stored, location: &str) -> Result<Object, Failure> {
    stored::decode(&stored.body, location).map_err(Failure::Scim)
}

fn parsed(json: &[u8]) -> Result<Value, Failure> {
    serde_json::from_slice(json).map_err(|error| {
        tracing::error!(%error, "a text of our own is no JSON");
        Failure::Broken
    })
}
