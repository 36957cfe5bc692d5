//! A group with its members. A large one goes out in chunks as the client takes them.
//!
//! All chunks come out of one snapshot as long as it is young; a slow client would otherwise pin the
//! store's pages. An old snapshot is replaced by a new one, which is only used if the group has the
//! same version in it: every change of a group's members changes its version, so what the client
//! gets is the group as it was at one moment. If it has changed, the response is cut off and the
//! client asks again.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use futures_util::stream;
use roster::TenantId;
use rosterd_http::provider::{Body, Failure, View};
use scim::{
    Object, ResourceKind,
    schema::{Catalog, ResourceSchema},
    stored,
};
use serde_json::Value;
use store::{
    engine::{Rows, Snapshot},
    error::EngineError,
    reader::{
        self, Stored,
        membership::{Chunk, MemberLink, member_json},
    },
    writer::Store,
};
use tokio::time::Instant;
use uuid::Uuid;

use super::{
    document::{decoded, location},
    failure::unreadable,
};

/// Members in one chunk. It is made within the half millisecond that a worker thread may be held.
const CHUNK: usize = 250;
/// The age at which a snapshot is replaced.
const OLD: Duration = Duration::from_secs(5);

/// The text of a group on its way out.
pub(super) struct GroupBody {
    store: Store,
    snapshot: Arc<dyn Snapshot>,
    taken_at: Instant,
    members: Members,
    catalog: Arc<Catalog>,
}

/// Where in the members the text has come to.
struct Members {
    tenant: TenantId,
    group: Uuid,
    version: u64,
    view: View,
    /// What stands in front of the first member; then nothing.
    head: Option<Vec<u8>>,
    /// Nobody has been shown yet.
    none: bool,
    after: Option<Uuid>,
    ended: bool,
}

impl GroupBody {
    pub(super) fn new(
        store: Store,
        snapshot: Arc<dyn Snapshot>,
        tenant: TenantId,
        catalog: &Arc<Catalog>,
        group: &Stored,
        view: &View,
    ) -> Result<Self, Failure> {
        Ok(Self {
            store,
            snapshot,
            taken_at: Instant::now(),
            members: Members::of(tenant, catalog.group(), group, view)?,
            catalog: Arc::clone(catalog),
        })
    }

    /// In one piece if one chunk holds it.
    pub(super) fn into_body(mut self) -> Result<Body, Failure> {
        let first = self.next()?.unwrap_or_default();
        if self.members.ended {
            return Ok(Body::Whole(first));
        }
        let rest = stream::try_unfold(self, |mut body| async move {
            Ok(body.next()?.map(|chunk| (chunk, body)))
        });
        let first = stream::once(std::future::ready(Ok(first)));
        Ok(Body::Stream(Box::pin(stream::StreamExt::chain(
            first, rest,
        ))))
    }

    fn next(&mut self) -> Result<Option<Bytes>, Failure> {
        if self.taken_at.elapsed() >= OLD {
            self.renew()?;
        }
        let chunk = self.members.next(&*self.snapshot, self.catalog.group())?;
        Ok(chunk.map(Bytes::from))
    }

    fn renew(&mut self) -> Result<(), Failure> {
        let renewed = self.store.snapshot().and_then(|snapshot| {
            let id = self.members.group.to_string();
            let group =
                reader::resource::by_id(&*snapshot, self.members.tenant, ResourceKind::Group, &id)?;
            Ok((snapshot, group))
        });
        let (snapshot, group) = renewed.map_err(|error| unreadable(&error))?;
        if group.is_none_or(|group| group.version != self.members.version) {
            tracing::debug!("a group has changed while a slow client read it");
            return Err(Failure::Busy { retry_after: 1 });
        }
        self.snapshot = snapshot.into();
        self.taken_at = Instant::now();
        Ok(())
    }
}

impl Members {
    fn of(
        tenant: TenantId,
        schema: &ResourceSchema,
        group: &Stored,
        view: &View,
    ) -> Result<Self, Failure> {
        Ok(Self {
            tenant,
            group: group.id,
            version: group.version,
            view: view.clone(),
            head: Some(head(schema, group, view)?),
            none: true,
            after: None,
            ended: false,
        })
    }

    fn next(
        &mut self,
        rows: &dyn Rows,
        schema: &ResourceSchema,
    ) -> Result<Option<Vec<u8>>, Failure> {
        if self.ended {
            return Ok(None);
        }
        let chunk = self.chunk(rows).map_err(|error| unreadable(&error))?;
        self.ended = chunk.next.is_none();
        self.after = chunk.next;
        let mut text = self.head.take().unwrap_or_default();
        for member in self.shown(&chunk.members, schema) {
            if !std::mem::take(&mut self.none) {
                text.push(b',');
            }
            text.extend_from_slice(member.to_string().as_bytes());
        }
        if self.ended {
            text.extend_from_slice(b"]}");
        }
        Ok(Some(text))
    }

    fn chunk(&self, rows: &dyn Rows) -> Result<Chunk, EngineError> {
        reader::membership::members(rows, self.tenant, self.group, self.after, CHUNK)
    }

    /// The members as the view asks for them, e.g. only their `value`.
    fn shown(&self, links: &[MemberLink], schema: &ResourceSchema) -> Vec<Value> {
        let members: Vec<Value> = links
            .iter()
            .map(|link| member_json(link, &self.view.base_url))
            .collect();
        if self.view.projection.is_whole(schema) {
            return members;
        }
        let mut object = Object::new();
        object.insert("members".to_owned(), Value::Array(members));
        self.view.projection.apply(&mut object, schema);
        match object.remove("members") {
            Some(Value::Array(members)) => members,
            _ => Vec::new(),
        }
    }
}

/// Everything of a group, in one piece.
pub(super) fn whole_group(
    rows: &dyn Rows,
    tenant: TenantId,
    schema: &ResourceSchema,
    group: &Stored,
    view: &View,
) -> Result<Vec<u8>, Failure> {
    let mut members = Members::of(tenant, schema, group, view)?;
    let mut text = Vec::new();
    while let Some(chunk) = members.next(rows, schema)? {
        text.extend_from_slice(&chunk);
    }
    Ok(text)
}

/// What stands in front of the first member.
fn head(schema: &ResourceSchema, group: &Stored, view: &View) -> Result<Vec<u8>, Failure> {
    let location = location(schema, &group.id.to_string(), &view.base_url);
    let mut text = if view.projection.is_whole(schema) {
        stored::render_head(&group.body, &location, "members")
    } else {
        let mut object = decoded(group, &location)?;
        view.projection.apply(&mut object, schema);
        let mut text = Value::Object(object).to_string().into_bytes();
        // There is always an `id` in front: it is returned whatever is asked for.
        text.pop();
        text.extend_from_slice(br#","members":"#);
        text
    };
    text.push(b'[');
    Ok(text)
}
