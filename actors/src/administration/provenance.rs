//! Who wrote each field of a member.

use roster::provenance::Field;
use rosterd_http::admin::{
    FieldView, LogBeginsView, MissingView, OriginView, Problem, ProvenanceView,
};
use store::reader::{
    self,
    provenance::{Missing, Origin, Provenance, Traced},
};

use super::{
    TreeAdministration, find,
    member::find_member,
    problem::{broken, no_such, unreadable},
};

impl TreeAdministration {
    /// To look through the log takes a while, in which no worker thread is held.
    pub(super) async fn trace(&self, tenant: &str, named: &str) -> Result<ProvenanceView, Problem> {
        let snapshot = self.snapshot()?;
        let tenant = find(&*snapshot, tenant)?.id;
        let id = find_member(&*snapshot, tenant, named)?.id;
        let traced =
            tokio::task::spawn_blocking(move || reader::provenance::of(&*snapshot, tenant, id));
        let provenance = traced
            .await
            .map_err(|error| broken(&error))?
            .map_err(|error| unreadable(&error))?
            .ok_or_else(|| no_such("member", named))?;
        Ok(view(provenance))
    }
}

fn view(provenance: Provenance) -> ProvenanceView {
    ProvenanceView {
        member: provenance.member.id.to_string(),
        created_at: provenance.member.created_at,
        user: provenance.member.user,
        recorded_at: provenance.recorded_at,
        log_begins: provenance
            .log_begins
            .map(|(entry, at)| LogBeginsView { entry, at }),
        fields: provenance.fields.into_iter().map(field).collect(),
    }
}

fn field(traced: Traced) -> FieldView {
    let of = match traced.field {
        Field::Attribute => "record",
        _ => "member",
    };
    let (origin, missing) = match traced.origin {
        Ok(found) => (Some(origin(found)), None),
        Err(why) => (None, Some(missing(why))),
    };
    let order = traced.precedence.order.iter();
    FieldView {
        of: of.to_owned(),
        field: traced.name,
        value: traced.value,
        origin,
        missing,
        precedence: order.map(|one| one.as_str().to_owned()).collect(),
        rule: traced.precedence.rule.to_owned(),
    }
}

fn origin(origin: Origin) -> OriginView {
    OriginView {
        source: origin.authority.as_str().to_owned(),
        by: origin.source.kind.as_str().to_owned(),
        token: origin.source.token,
        name: origin.source.name,
        client: origin.source.client,
        request_id: origin.request_id,
        at: origin.at,
        entry: origin.entry,
    }
}

fn missing(missing: Missing) -> MissingView {
    let (reason, says) = match missing {
        Missing::Crowded(entry) => (
            "crowded",
            format!("entry {entry} has changed more attributes than it tells, perhaps this one"),
        ),
        Missing::Dropped => (
            "dropped",
            "written before the oldest entry that the activity log still keeps".to_owned(),
        ),
        Missing::Erased(entry) => (
            "erased",
            format!("what entry {entry} told of the person was erased"),
        ),
        Missing::Kept => (
            "kept",
            "the directory's record says something else by now, and the member has kept this"
                .to_owned(),
        ),
        Missing::NeverSet => (
            "never_set",
            "nobody has written it since the member was made".to_owned(),
        ),
        Missing::NotTold => ("not_told", "no entry of the activity log tells".to_owned()),
        Missing::TooFar => (
            "too_far",
            "written before the entries that are looked at; rosterd activity --person shows all"
                .to_owned(),
        ),
    };
    MissingView {
        reason: reason.to_owned(),
        says,
    }
}
