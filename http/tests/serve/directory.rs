//! A provider on a map: enough of one to see what a request turns into.

use std::{
    collections::BTreeMap,
    num::NonZeroU32,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use bytes::Bytes;
use jiff::Timestamp;
use rosterd_http::provider::{
    Body, Class, Document, Exchange, Failure, Listing, Provider, Query, RefusedCall, RequestFacts,
    Session, View,
};
use scim::{
    Leniency, Resource, ResourceKind, ScimError, ScimType,
    page::{Place, Start},
    patch::PatchRequest,
    resource::Incoming,
    schema::{self, Catalog, ResourceSchema},
    stored::{self, Meta},
    version::{EntityTag, Precondition},
};

pub(crate) const TOKEN: &str = "Bearer good";

#[derive(Debug, Default)]
pub(crate) struct Directory {
    resources: Mutex<BTreeMap<(bool, String), (Resource, u64)>>,
    /// What the next call fails with.
    pub(crate) next: Mutex<Option<Trouble>>,
    /// Whether the rate limit is used up.
    pub(crate) exhausted: AtomicBool,
    /// Every class that was admitted.
    pub(crate) admitted: Mutex<Vec<Class>>,
    pub(crate) refused: Mutex<Vec<RefusedCall>>,
    pub(crate) facts: Mutex<Vec<RequestFacts>>,
}

/// What can go wrong behind the trait.
#[derive(Debug, Clone)]
pub(crate) enum Trouble {
    Fails(Failure),
    Panics,
    NeverAnswers,
    /// The body is a stream with this end.
    Streams(Result<(), Failure>),
}

/// A session that shares the directory's record of what was admitted.
#[derive(Debug)]
pub(crate) struct Opened {
    exhausted: bool,
    admitted: Mutex<Vec<Class>>,
    catalog: Arc<Catalog>,
}

impl Session for Opened {
    fn tenant_id(&self) -> String {
        String::from("tenant")
    }

    fn token_id(&self) -> &'static str {
        "token"
    }

    fn leniency(&self) -> Leniency {
        Leniency::lenient()
    }

    fn catalog(&self) -> &Arc<Catalog> {
        &self.catalog
    }

    fn unique_group_names(&self) -> bool {
        true
    }

    fn is_watched(&self) -> bool {
        false
    }

    fn show(&self, _: Exchange) {}

    fn admit_all(&self, _calls: NonZeroU32) -> Result<(), Failure> {
        if self.exhausted {
            return Err(Failure::RateLimited { retry_after: 3 });
        }
        Ok(())
    }

    fn admit(&self, class: Class) -> Result<(), Failure> {
        if self.exhausted && class != Class::Loss {
            return Err(Failure::RateLimited { retry_after: 3 });
        }
        self.admitted.lock().unwrap().push(class);
        Ok(())
    }
}

impl Directory {
    /// Takes over what was admitted and runs into the trouble that was ordered, if any.
    async fn enter(&self, session: &Opened) -> Result<(), Failure> {
        self.admitted
            .lock()
            .unwrap()
            .append(&mut session.admitted.lock().unwrap());
        let trouble = self.next.lock().unwrap().clone();
        match trouble {
            Some(Trouble::Fails(failure)) => Err(failure),
            Some(Trouble::Panics) => panic!("ordered by the test"),
            Some(Trouble::NeverAnswers) => std::future::pending().await,
            Some(Trouble::Streams(_)) | None => Ok(()),
        }
    }

    fn document(&self, kind: ResourceKind, id: &str, view: &View) -> Result<Document, Failure> {
        let resources = self.resources.lock().unwrap();
        let (resource, version) = resources
            .get(&key(kind, id))
            .ok_or_else(|| not_found(kind, id))?;
        let location = format!("{}{}/{id}", view.base_url, schema(kind).endpoint);
        let mut object = stored::decode(&encoded(kind, id, resource, *version), &location).unwrap();
        view.projection.apply(&mut object, schema(kind));
        let text = serde_json::to_string(&object).unwrap();
        let body = match self.next.lock().unwrap().take() {
            Some(Trouble::Streams(end)) => {
                let (head, tail) = text.split_at(text.len() / 2);
                let tail = end.map(|()| Bytes::from(tail.to_owned()));
                let chunks = [Ok(Bytes::from(head.to_owned())), tail];
                Body::Stream(Box::pin(futures_util::stream::iter(chunks)))
            }
            _ => Body::Whole(Bytes::from(text)),
        };
        Ok(Document {
            id: id.to_owned(),
            tag: EntityTag::new(*version),
            location,
            body,
        })
    }

    /// Puts a new state in place, if the precondition holds.
    fn change(
        &self,
        kind: ResourceKind,
        id: &str,
        precondition: Option<Precondition>,
        change: impl FnOnce(&Resource) -> Resource,
    ) -> Result<(), Failure> {
        let mut resources = self.resources.lock().unwrap();
        let (resource, version) = resources
            .get_mut(&key(kind, id))
            .ok_or_else(|| not_found(kind, id))?;
        if precondition.is_some_and(|tags| !tags.holds_for(*version)) {
            return Err(Failure::Scim(ScimError::new(412, "stale")));
        }
        *resource = change(resource);
        *version += 1;
        Ok(())
    }
}

impl Provider for Directory {
    type Session = Opened;

    async fn open(
        &self,
        authorization: Option<&[u8]>,
        facts: RequestFacts,
    ) -> Result<Opened, Failure> {
        self.facts.lock().unwrap().push(facts);
        match authorization {
            Some(sent) if sent == TOKEN.as_bytes() => Ok(Opened {
                exhausted: self.exhausted.load(Ordering::Relaxed),
                admitted: Mutex::default(),
                catalog: Catalog::standard(),
            }),
            Some(b"Bearer flood") => Err(Failure::RateLimited { retry_after: 9 }),
            Some(_) => Err(Failure::Unauthorized(String::from("no such token"))),
            None => Err(Failure::Unauthorized(String::from("no token"))),
        }
    }

    async fn read(
        &self,
        session: &Opened,
        kind: ResourceKind,
        id: &str,
        view: &View,
    ) -> Result<Document, Failure> {
        self.enter(session).await?;
        self.document(kind, id, view)
    }

    async fn list(
        &self,
        session: &Opened,
        asked: Option<ResourceKind>,
        query: Query,
    ) -> Result<Listing, Failure> {
        self.enter(session).await?;
        let resources = self.resources.lock().unwrap();
        let mut found = Vec::new();
        for ((group, id), (resource, version)) in resources.iter() {
            let kind = match group {
                true => ResourceKind::Group,
                false => ResourceKind::User,
            };
            if asked.is_some_and(|asked| asked != kind) {
                continue;
            }
            let mut object = stored::decode(&encoded(kind, id, resource, *version), "").unwrap();
            let filter = query.filter.as_ref();
            if filter.is_none_or(|filter| filter.matches(&object, schema(kind))) {
                query.view.projection.apply(&mut object, schema(kind));
                found.push(object);
            }
        }
        if let Some(sort) = &query.sort {
            let schema = schema(asked.unwrap_or(ResourceKind::User));
            found.sort_by_key(|object| sort.key(object, schema));
        }
        // Its cursors are positions.
        let (start, by_cursor) = match query.page.start {
            Start::Index(index) => (index, false),
            Start::Cursor(None) => (1, true),
            Start::Cursor(Some(cursor)) => (cursor.parse().unwrap(), true),
        };
        let skipped = usize::try_from(start - 1).unwrap_or(usize::MAX);
        let count = usize::try_from(query.page.count.unwrap()).unwrap();
        let page = found.iter().skip(skipped).take(count);
        let next = start + page.len() as u64;
        Ok(Listing {
            total: found.len() as u64,
            place: if by_cursor {
                let follows = next <= found.len() as u64;
                Place::NextCursor(follows.then(|| next.to_string()))
            } else {
                Place::StartIndex(start)
            },
            resources: page
                .map(|object| serde_json::to_vec(object).unwrap())
                .collect(),
        })
    }

    async fn create(
        &self,
        session: &Opened,
        kind: ResourceKind,
        incoming: Incoming,
        view: &View,
    ) -> Result<Document, Failure> {
        self.enter(session).await?;
        let name = name(kind);
        let id = {
            let mut resources = self.resources.lock().unwrap();
            let taken = resources.iter().any(|((group, _), (other, _))| {
                *group == (kind == ResourceKind::Group)
                    && other.text(name) == incoming.resource.text(name)
            });
            if taken {
                let taken = ScimError::typed(ScimType::Uniqueness, "taken");
                return Err(Failure::Scim(taken));
            }
            let id = format!("id-{}", resources.len() + 1);
            resources.insert(key(kind, &id), (incoming.resource, 1));
            id
        };
        self.document(kind, &id, view)
    }

    async fn replace(
        &self,
        session: &Opened,
        kind: ResourceKind,
        id: &str,
        incoming: Incoming,
        precondition: Option<Precondition>,
        view: &View,
    ) -> Result<Document, Failure> {
        self.enter(session).await?;
        self.change(kind, id, precondition, |_| incoming.resource)?;
        self.document(kind, id, view)
    }

    async fn patch(
        &self,
        session: &Opened,
        kind: ResourceKind,
        id: &str,
        request: PatchRequest,
        precondition: Option<Precondition>,
        view: &View,
        answer: bool,
    ) -> Result<Document, Failure> {
        self.enter(session).await?;
        self.change(kind, id, precondition, |resource| {
            let patched = request.apply(resource, schema(kind), session.leniency());
            patched.unwrap().resource
        })?;
        let document = self.document(kind, id, view)?;
        Ok(Document {
            body: if answer { document.body } else { Body::Omitted },
            ..document
        })
    }

    async fn delete(
        &self,
        session: &Opened,
        kind: ResourceKind,
        id: &str,
        precondition: Option<Precondition>,
    ) -> Result<(), Failure> {
        self.enter(session).await?;
        self.change(kind, id, precondition, Resource::clone)?;
        self.resources.lock().unwrap().remove(&key(kind, id));
        Ok(())
    }

    async fn refused(&self, _session: &Opened, call: RefusedCall) {
        self.refused.lock().unwrap().push(call);
    }
}

fn encoded(kind: ResourceKind, id: &str, resource: &Resource, version: u64) -> Vec<u8> {
    let meta = Meta {
        resource_type: schema(kind).name.clone(),
        created: Timestamp::UNIX_EPOCH,
        last_modified: Timestamp::UNIX_EPOCH,
        version,
    };
    stored::encode(resource, id, &meta)
}

fn schema(kind: ResourceKind) -> &'static ResourceSchema {
    match kind {
        ResourceKind::User => schema::user(),
        ResourceKind::Group | ResourceKind::Declared(_) => schema::group(),
    }
}

fn key(kind: ResourceKind, id: &str) -> (bool, String) {
    (kind == ResourceKind::Group, id.to_owned())
}

fn name(kind: ResourceKind) -> &'static str {
    match kind {
        ResourceKind::User => "userName",
        ResourceKind::Group | ResourceKind::Declared(_) => "displayName",
    }
}

fn not_found(kind: ResourceKind, id: &str) -> Failure {
    Failure::Scim(ScimError::not_found(&schema(kind).name, id))
}
