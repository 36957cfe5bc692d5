//! Resources as they go out: the stored bytes with the location and the other side of the
//! memberships spliced in, or less of them where the view asks for less.

use std::sync::Arc;

use bytes::Bytes;
use roster::TenantId;
use rosterd_http::provider::{Body, Document, Failure, Session, View};
use scim::{Object, ResourceKind, schema::ResourceSchema, stored, version::EntityTag};
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

pub(super) fn location(schema: &ResourceSchema, id: &str, base_url: &str) -> String {
    format!("{base_url}{}/{id}", schema.endpoint)
}

/// Whether a user's groups, or a group's members, are part of the answer. They are rows of their
/// own, which are only read if so.
pub(super) fn wants_links(schema: &ResourceSchema, view: &View) -> bool {
    let attribute = match schema.kind {
        ResourceKind::User => "groups",
        ResourceKind::Group => "members",
        ResourceKind::Declared(_) => return false,
    };
    view.projection.wants(attribute, schema)
}

impl ScimProvider {
    /// One resource out of a snapshot.
    pub(super) fn document(
        &self,
        snapshot: Arc<dyn Snapshot>,
        session: &TenantSession,
        kind: ResourceKind,
        id: &str,
        view: &View,
    ) -> Result<Document, Failure> {
        let tenant = session.tenant();
        let schema = session.schema(kind)?;
        let stored = reader::resource::by_id(&*snapshot, tenant, kind, id)
            .map_err(|error| unreadable(&error))?
            .ok_or_else(|| session.unknown(kind, id))?;
        if kind == ResourceKind::Group && wants_links(schema, view) {
            let store = self.context.store.clone();
            let catalog = session.catalog();
            let members = GroupBody::new(store, snapshot, tenant, catalog, &stored, view)?;
            let tag = EntityTag::new(stored.version);
            return Ok(wrap(schema, &stored, view, tag, members.into_body()?));
        }
        let groups = &mut GroupsOfMany::default();
        let text = without_members(&*snapshot, tenant, schema, &stored, view, groups)?;
        Ok(text.wrap(schema, &stored, view))
    }
}

/// The JSON text of one resource, members and all. One `groups` serves all users of a snapshot.
pub(super) fn whole(
    rows: &dyn Rows,
    tenant: TenantId,
    schema: &ResourceSchema,
    stored: &Stored,
    view: &View,
    groups: &mut GroupsOfMany,
) -> Result<Vec<u8>, Failure> {
    if schema.kind == ResourceKind::Group && wants_links(schema, view) {
        return whole_group(rows, tenant, schema, stored, view);
    }
    Ok(without_members(rows, tenant, schema, stored, view, groups)?.json)
}

fn without_members(
    rows: &dyn Rows,
    tenant: TenantId,
    schema: &ResourceSchema,
    stored: &Stored,
    view: &View,
    groups: &mut GroupsOfMany,
) -> Result<Text, Failure> {
    if schema.kind == ResourceKind::User {
        // Also where they are not shown: one state has one tag.
        let groups = groups
            .of(rows, tenant, stored.id)
            .map_err(|error| unreadable(&error))?;
        return user(schema, stored, &groups, view);
    }
    let tag = EntityTag::new(stored.version);
    text(schema, stored, view, tag, None)
}

/// A user with their groups. Those are no part of the stored user, but of the tag, whether the view
/// shows them or not: whoever has this one knows the same groups.
pub(super) fn user(
    schema: &ResourceSchema,
    stored: &Stored,
    groups: &[GroupLink],
    view: &View,
) -> Result<Text, Failure> {
    let groups = reader::membership::groups_json(groups, &view.base_url);
    let tag = EntityTag::beside(stored.version, &groups);
    let extra = wants_links(schema, view).then_some(("groups", groups.as_slice()));
    text(schema, stored, view, tag, extra)
}

/// A resource as JSON, and what this representation is known by.
pub(super) struct Text {
    tag: EntityTag,
    json: Vec<u8>,
}

impl Text {
    pub(super) fn wrap(self, schema: &ResourceSchema, stored: &Stored, view: &View) -> Document {
        let body = Body::Whole(Bytes::from(self.json));
        wrap(schema, stored, view, self.tag, body)
    }
}

fn wrap(
    schema: &ResourceSchema,
    stored: &Stored,
    view: &View,
    tag: EntityTag,
    body: Body,
) -> Document {
    let id = stored.id.to_string();
    Document {
        location: location(schema, &id, &view.base_url),
        id,
        tag,
        body,
    }
}

/// A resource of which nothing is shown.
pub(super) fn silent(schema: &ResourceSchema, stored: &Stored, view: &View) -> Document {
    let tag = EntityTag::new(stored.version);
    wrap(schema, stored, view, tag, Body::Omitted)
}

/// A resource without the rows that stand beside it.
pub(super) fn bare(schema: &ResourceSchema, stored: &Stored, view: &View) -> Result<Text, Failure> {
    text(schema, stored, view, EntityTag::new(stored.version), None)
}

/// The JSON text with one more attribute, as the view asks for it.
fn text(
    schema: &ResourceSchema,
    stored: &Stored,
    view: &View,
    tag: EntityTag,
    extra: Option<(&str, &[u8])>,
) -> Result<Text, Failure> {
    let location = location(schema, &stored.id.to_string(), &view.base_url);
    if view.projection.is_whole(schema) {
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
    view.projection.apply(&mut object, schema);
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
