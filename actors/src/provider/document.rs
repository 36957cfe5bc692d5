//! Resources as they go out: the stored bytes with the location and the other side of the
//! memberships spliced in, or less of them where the view asks for less.

use std::sync::Arc;

use bytes::Bytes;
use roster::TenantId;
use rosterd_http::provider::{Body, Document, Failure, Kind, View};
use scim::{Object, ScimError, stored, version::EntityTag};
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
        if kind == Kind::Group && wants_members(view) {
            let members =
                GroupBody::new(self.context.store.clone(), snapshot, tenant, &stored, view)?;
            let tag = EntityTag::new(stored.version);
            return Ok(wrap(kind, &stored, view, tag, members.into_body()?));
        }
        let groups = &mut GroupsOfMany::default();
        let text = without_members(&*snapshot, tenant, kind, &stored, view, groups)?;
        Ok(text.wrap(kind, &stored, view))
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
    if kind == Kind::Group && wants_members(view) {
        return whole_group(rows, tenant, stored, view);
    }
    Ok(without_members(rows, tenant, kind, stored, view, groups)?.json)
}

fn without_members(
    rows: &dyn Rows,
    tenant: TenantId,
    kind: Kind,
    stored: &Stored,
    view: &View,
    groups: &mut GroupsOfMany,
) -> Result<Text, Failure> {
    if kind == Kind::User && wants_groups(view) {
        let groups = groups
            .of(rows, tenant, stored.id)
            .map_err(|error| unreadable(&error))?;
        return user(stored, &groups, view);
    }
    let tag = EntityTag::new(stored.version);
    text(kind, stored, view, tag, None)
}

/// A user with their groups. Those are no part of the stored user, but of the tag: whoever has
/// this one knows the same groups.
pub(super) fn user(stored: &Stored, groups: &[GroupLink], view: &View) -> Result<Text, Failure> {
    let groups = reader::membership::groups_json(groups, &view.base_url);
    let groups = wants_groups(view).then_some(groups.as_slice());
    let tag = match groups {
        Some(groups) => EntityTag::beside(stored.version, groups),
        None => EntityTag::new(stored.version),
    };
    let extra = groups.map(|groups| ("groups", groups));
    text(Kind::User, stored, view, tag, extra)
}

/// A resource as JSON, and what this representation is known by.
pub(super) struct Text {
    tag: EntityTag,
    json: Vec<u8>,
}

impl Text {
    pub(super) fn wrap(self, kind: Kind, stored: &Stored, view: &View) -> Document {
        let body = Body::Whole(Bytes::from(self.json));
        wrap(kind, stored, view, self.tag, body)
    }
}

fn wrap(kind: Kind, stored: &Stored, view: &View, tag: EntityTag, body: Body) -> Document {
    let id = stored.id.to_string();
    Document {
        location: location(kind, &id, &view.base_url),
        id,
        tag,
        body,
    }
}

/// A group without its members.
pub(super) fn bare_group(stored: &Stored, view: &View) -> Result<Text, Failure> {
    text(
        Kind::Group,
        stored,
        view,
        EntityTag::new(stored.version),
        None,
    )
}

/// The JSON text with one more attribute, as the view asks for it.
fn text(
    kind: Kind,
    stored: &Stored,
    view: &View,
    tag: EntityTag,
    extra: Option<(&str, &[u8])>,
) -> Result<Text, Failure> {
    let location = location(kind, &stored.id.to_string(), &view.base_url);
    if view.projection.is_default() {
        let json = stored::render(&stored.body, tag, &location, extra);
        return Ok(Text { tag, json });
    }
    let mut object = decoded(stored, &location)?;
    stored::set_tag(&mut object, tag);
    if let Some((name, array)) = extra
        && array != b"[]"
    {
        object.insert(name.to_owned(), parsed(array)?);
    }
    view.projection.apply(&mut object, kind.schema());
    let json = Value::Object(object).to_string().into_bytes();
    Ok(Text { tag, json })
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
