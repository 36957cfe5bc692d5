//! A provider on a map: enough of one to see what a request turns into.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use bytes::Bytes;
use jiff::Timestamp;
use rosterd_http::provider::{
    Body, Class, Document, Failure, Kind, Listing, Provider, Query, RefusedCall, RequestFacts,
    Session, View,
};
use scim::{
    Leniency, Resource, ScimError, ScimType,
    patch::PatchRequest,
    resource::Incoming,
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

    fn document(&self, kind: Kind, id: &str, view: &View) -> Result<Document, Failure> {
        let resources = self.resources.lock().unwrap();
        let (resource, version) = resources
            .get(&key(kind, id))
            .ok_or_else(|| not_found(kind, id))?;
        let location = format!("{}{}/{id}", view.base_url, kind.schema().endpoint);
        let mut object = stored::decode(&encoded(kind, id, resource, *version), &location).unwrap();
        view.projection.apply(&mut object, kind.schema());
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
        kind: Kind,
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
            }),
            Some(b"Bearer flood") => Err(Failure::RateLimited { retry_after: 9 }),
            Some(_) => Err(Failure::Unauthorized(String::from("no such token"))),
            None => Err(Failure::Unauthorized(String::from("no token"))),
        }
    }

    async fn read(
        &self,
        session: &Opened,
        kind: Kind,
        id: &str,
        view: &View,
    ) -> Result<Document, Failure> {
        self.enter(session).await?;
        self.document(kind, id, view)
    }

    async fn list(&self, session: &Opened, kind: Kind, query: Query) -> Result<Listing, Failure> {
        self.enter(session).await?;
        let resources = self.resources.lock().unwrap();
        let mut found = Vec::new();
        for ((_, id), (resource, version)) in resources
            .iter()
            .filter(|((group, _), _)| *group == (kind == Kind::Group))
        {
            let mut object = stored::decode(&encoded(kind, id, resource, *version), "").unwrap();
            let filter = query.filter.as_ref();
            if filter.is_none_or(|filter| filter.matches(&object, kind.schema())) {
                query.view.projection.apply(&mut object, kind.schema());
                found.push(object);
            }
        }
        if let Some(sort) = &query.sort {
            found.sort_by_key(|object| sort.key(object, kind.schema()));
        }
        let skipped = usize::try_from(query.page.start_index - 1).unwrap_or(usize::MAX);
        let count = usize::try_from(query.page.count.unwrap()).unwrap();
        let page = found.iter().skip(skipped).take(count);
        Ok(Listing {
            total: found.len() as u64,
            start_index: query.page.start_index,
            resources: page
                .map(|object| serde_json::to_vec(object).unwrap())
                .collect(),
        })
    }

    async fn create(
        &self,
        session: &Opened,
        kind: Kind,
        incoming: Incoming,
        view: &View,
    ) -> Result<Document, Failure> {
        self.enter(session).await?;
        let name = name(kind);
        let id = {
            let mut resources = self.resources.lock().unwrap();
            let taken = resources.iter().any(|((group, _), (other, _))| {
                *group == (kind == Kind::Group) && other.text(name) == incoming.resource.text(name)
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
        kind: Kind,
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
        kind: Kind,
        id: &str,
        request: PatchRequest,
        precondition: Option<Precondition>,
        view: &View,
        answer: bool,
    ) -> Result<Option<Document>, Failure> {
        self.enter(session).await?;
        self.change(kind, id, precondition, |resource| {
            let patched = request.apply(resource, kind.schema(), session.leniency());
            patched.unwrap().resource
        })?;
        answer.then(|| self.document(kind, id, view)).transpose()
    }

    async fn delete(
        &self,
        session: &Opened,
        kind: Kind,
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

fn encoded(kind: Kind, id: &str, resource: &Resource, version: u64) -> Vec<u8> {
    let meta = Meta {
        resource_type: kind.schema().name.clone(),
        created: Timestamp::UNIX_EPOCH,
        last_modified: Timestamp::UNIX_EPOCH,
        version,
    };
    stored::encode(resource, id, &meta)
}

fn key(kind: Kind, id: &str) -> (bool, String) {
    (kind == Kind::Group, id.to_owned())
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::User => "userName",
        Kind::Group => "displayName",
    }
}

fn not_found(kind: Kind, id: &str) -> Failure {
    Failure::Scim(ScimError::not_found(&kind.schema().name, id))
}
