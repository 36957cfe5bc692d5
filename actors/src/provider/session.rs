//! One authenticated request.

use std::{fmt, num::NonZeroU32, sync::Arc, time::Duration};

use jiff::Timestamp;
use roster::TenantId;
use rosterd_http::provider::{Class, Exchange, Failure, RequestFacts, Session};
use scim::{
    Leniency, ResourceKind, ScimError,
    schema::{Catalog, ResourceSchema},
};
use store::{
    engine::Snapshot,
    operation::{Call, activity::Note},
    reader,
    record::activity::{EntryError, OperationName, Outcome, Source, Subject},
};

use super::{failure::unreadable, remembered::Verified};
use crate::{generation::Generation, seeds::Seeds, tenant::Visit, watch::Watches};

/// A visit to the tenant, and the snapshot in which the token was good.
pub(crate) struct TenantSession {
    pub(crate) visit: Visit,
    pub(super) generation: Arc<Generation>,
    pub(super) snapshot: Arc<dyn Snapshot>,
    pub(super) verified: Arc<Verified>,
    pub(super) facts: RequestFacts,
    pub(super) opened_at: Timestamp,
    pub(super) seeds: Seeds,
    pub(super) watches: Watches,
}

impl Session for TenantSession {
    fn tenant_id(&self) -> String {
        self.visit.id().to_string()
    }

    fn token_id(&self) -> &str {
        &self.verified.token.public_id
    }

    fn leniency(&self) -> Leniency {
        Leniency {
            strict: self.verified.strict,
        }
    }

    fn catalog(&self) -> &Arc<Catalog> {
        &self.verified.catalog
    }

    fn unique_group_names(&self) -> bool {
        self.verified.unique_group_names
    }

    fn admit(&self, class: Class) -> Result<(), Failure> {
        self.visit
            .rates
            .admit(&self.generation, self.token_id(), class)
            .map_err(|limited| {
                self.note_limited();
                limited.into()
            })
    }

    fn is_watched(&self) -> bool {
        self.watches.is_watched(self.tenant())
    }

    fn show(&self, exchange: Exchange) {
        self.watches.show(self.tenant(), exchange);
    }

    fn admit_all(&self, calls: NonZeroU32) -> Result<(), Failure> {
        self.visit
            .rates
            .admit_all(&self.generation, self.token_id(), calls)
            .map_err(Failure::from)
    }
}

impl TenantSession {
    pub(super) fn tenant(&self) -> TenantId {
        self.visit.id()
    }

    pub(super) fn snapshot(&self) -> Arc<dyn Snapshot> {
        Arc::clone(&self.snapshot)
    }

    /// The resource type of a call, which was found in the session's own catalog.
    pub(crate) fn schema(&self, kind: ResourceKind) -> Result<&ResourceSchema, Failure> {
        self.verified.catalog.get(kind).ok_or_else(|| {
            tracing::error!(?kind, "a call of a type that its own catalog lacks");
            Failure::Broken
        })
    }

    /// 404.
    pub(super) fn unknown(&self, kind: ResourceKind, id: &str) -> Failure {
        match self.schema(kind) {
            Ok(schema) => Failure::Scim(ScimError::not_found(&schema.name, id)),
            Err(failure) => failure,
        }
    }

    /// How long a write may take before its caller is told that its outcome is not known.
    pub(super) fn limit(&self) -> Duration {
        self.generation.settings.limits.request
    }

    /// How many changes the tenant had seen when the request was let in.
    pub(super) fn changes(&self) -> Result<u64, Failure> {
        reader::counters::of(&*self.snapshot, self.tenant())
            .map(|counters| counters.changes)
            .map_err(|error| unreadable(&error))
    }

    /// Who calls, for an operation at `now`.
    pub(super) fn call(&self, now: Timestamp) -> Call {
        Call {
            tenant: self.tenant(),
            catalog: Arc::clone(&self.verified.catalog),
            source: Source::token(
                self.token_id(),
                &self.verified.token.name,
                self.facts.client.as_deref(),
            ),
            request_id: self.facts.request_id.clone(),
            now,
            log_unchanged: true,
            seed: self.seeds.next(),
        }
    }

    /// Of whom only the id is known, as sent.
    pub(super) fn subject(&self, kind: ResourceKind, id: &str) -> Subject {
        match kind {
            ResourceKind::User => Subject::user(id),
            ResourceKind::Group => Subject::group(id),
            ResourceKind::Declared(_) => Subject::Resource {
                resource_type: self
                    .verified
                    .catalog
                    .get(kind)
                    .map(|schema| schema.name.clone()),
                id: Some(id.to_owned()),
                name: None,
            },
        }
    }

    /// Leaves an activity entry if a read was refused (R78).
    pub(super) fn noting_refusal<T>(
        &self,
        who: Option<(ResourceKind, &str)>,
        outcome: Result<T, Failure>,
    ) -> Result<T, Failure> {
        if let Err(Failure::Scim(error)) = &outcome {
            let noted = self.visit.directory.note(Note {
                call: self.call(self.opened_at),
                operation: OperationName::Read,
                result: Outcome::Failed,
                who: who.map(|(kind, id)| self.subject(kind, id)),
                error: Some(entry_error(error)),
                reason: None,
                notes: Vec::new(),
                times: 1,
            });
            if !noted {
                tracing::warn!(tenant = %self.tenant(), "a refused read was not noted: too many wait");
            }
        }
        outcome
    }
}

/// A refusal as the history tells it.
pub(super) fn entry_error(error: &ScimError) -> EntryError {
    EntryError {
        status: error.status,
        scim_type: error.scim_type.map(|word| word.as_str().to_owned()),
        detail: error.detail.clone(),
    }
}

impl fmt::Debug for TenantSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TenantSession")
            .field("tenant", &self.tenant())
            .field("token", &self.token_id())
            .finish_non_exhaustive()
    }
}
