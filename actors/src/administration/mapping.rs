//! Group mapping: the table, its preview and its change, and what sign-ins claim.

mod view;

use roster::{MemberId, mapping::Table};
use rosterd_http::admin::{
    Admin, ClaimedView, EvaluationView, MappingView, NewClaims, NewMapping, PreviewView, Problem,
};
use store::{
    engine::Rows,
    operation::mapping::{CancelMapping, RecordClaims, ReplaceMapping},
    reader,
};

use super::{
    TreeAdministration, find,
    problem::{busy, no_such, unreadable, written},
};

/// The most claims of one sign-in.
const MOST_CLAIMS: usize = 1_000;

pub(super) use view::mapped;

impl TreeAdministration {
    pub(super) fn mapping_table(&self, tenant: &str) -> Result<MappingView, Problem> {
        let snapshot = self.snapshot()?;
        let tenant = find(&*snapshot, tenant)?;
        view::table(&*snapshot, tenant.id).map_err(|error| unreadable(&error))
    }

    pub(super) async fn change_mapping(
        &self,
        by: &Admin,
        tenant: &str,
        mapping: &NewMapping,
        expected: Option<u64>,
    ) -> Result<MappingView, Problem> {
        let rows = checked(mapping)?.rows().to_vec();
        let visit = self.visit(tenant).await?;
        let operation = ReplaceMapping {
            call: self.call(by, visit.id()),
            rows,
            expected,
        };
        let changed = visit.directory.write(self.limit(), operation).await;
        changed.map_err(written)?;
        self.wake_up.nudge();
        self.mapping_table(&visit.id().to_string())
    }

    pub(super) async fn take_mapping_back(
        &self,
        by: &Admin,
        tenant: &str,
    ) -> Result<MappingView, Problem> {
        let visit = self.visit(tenant).await?;
        let operation = CancelMapping {
            call: self.call(by, visit.id()),
        };
        let cancelled = visit.directory.write(self.limit(), operation).await;
        cancelled.map_err(written)?;
        self.wake_up.nudge();
        self.mapping_table(&visit.id().to_string())
    }

    pub(super) async fn look_ahead(
        &self,
        tenant: &str,
        mapping: &NewMapping,
    ) -> Result<PreviewView, Problem> {
        let table = checked(mapping)?;
        let visit = self.visit(tenant).await?;
        let previewed = visit.group_mapping.preview(self.limit(), table).await;
        let previewed = previewed.map_err(|error| busy(&error))?;
        let (preview, version) = previewed.map_err(|error| unreadable(&error))?;
        let snapshot = self.snapshot()?;
        view::preview(&*snapshot, visit.id(), &preview, version).map_err(|error| unreadable(&error))
    }

    pub(super) async fn judge_claims(
        &self,
        by: &Admin,
        tenant: &str,
        claims: NewClaims,
    ) -> Result<EvaluationView, Problem> {
        if claims.groups.len() > MOST_CLAIMS {
            let words = format!("groups has {}, {MOST_CLAIMS} at most.", claims.groups.len());
            return Err(super::problem::invalid(words));
        }
        let visit = self.visit(tenant).await?;
        let member = match claims.member {
            Some(member) => {
                let id: MemberId = member.parse().map_err(|_| no_such("member", &member))?;
                let operation = RecordClaims {
                    call: self.call(by, visit.id()),
                    member: id,
                    claims: claims.groups.clone(),
                };
                let claimed = visit.directory.write(self.limit(), operation).await;
                Some(claimed.map_err(written)?)
            }
            None => None,
        };
        let rules = visit.group_mapping.rules(self.limit()).await;
        let rules = rules.map_err(|error| busy(&error))?;
        let rules = rules.map_err(|error| unreadable(&error))?;
        let snapshot = self.snapshot()?;
        let rows: &dyn Rows = &*snapshot;
        let mut groups = Vec::new();
        for claim in &claims.groups {
            let found = reader::mapping::claimed(rows, visit.id(), claim);
            groups.extend(found.map_err(|error| unreadable(&error))?);
        }
        let mut evaluation = view::evaluation(&rules, &groups);
        evaluation.member = member.map(|claimed| ClaimedView {
            applied: claimed.applied,
            user_group: claimed.has.user_group,
            classes: claimed.has.classes.into_iter().collect(),
            teacher: claimed.has.teacher,
        });
        Ok(evaluation)
    }
}

fn checked(mapping: &NewMapping) -> Result<Table, Problem> {
    Table::read(&mapping.rows).map_err(|error| {
        Problem::new(
            422,
            "invalid-mapping",
            "The mapping table can't be taken",
            error.to_string(),
        )
    })
}
