//! Imports: a part of a file, tried out on a snapshot or written in small steps.

use roster::{Listed, MemberId};
use rosterd_http::admin::{
    Admin, ImportResult, ImportRow, ImportView, ImportedView, NewImport, Problem, RowError,
};
use store::{
    error::WriteError,
    operation::{
        Call, Operation as _, RunError,
        member::{self, Effect, ImportMembers, Imported},
    },
    overlay::Overlay,
    record::activity::Source,
};

use super::{
    TreeAdministration, find,
    problem::{broken, invalid, unreadable, written},
};

/// Rows in one call.
const MOST_ROWS: usize = 500;
/// Rows in one commit: so few that others need not wait for them.
const STEP: usize = 64;
/// The longest name of a file, as file systems have it.
const LONGEST_NAME: usize = 255;

impl TreeAdministration {
    pub(super) async fn import_part(
        &self,
        by: &Admin,
        tenant: &str,
        import: NewImport,
    ) -> Result<ImportView, Problem> {
        check(&import)?;
        let tenant = find(&*self.snapshot()?, tenant)?.id;
        let call = self.call(by, tenant);
        let by = call.source.name.clone().unwrap_or_default();
        let call = Call {
            source: Source::importer(import.file.trim(), &by),
            ..call
        };
        let (dry_run, seats_ahead) = (import.dry_run, import.seats_ahead);
        let mut steps = self.steps(&call, import)?;
        if dry_run {
            for step in &mut steps {
                step.seats_ahead = seats_ahead;
            }
            self.try_out(steps).await
        } else {
            self.carry_out(steps).await
        }
    }

    fn steps(&self, call: &Call, import: NewImport) -> Result<Vec<ImportMembers>, Problem> {
        let size = if import.dry_run { MOST_ROWS } else { STEP };
        let mut rows = Vec::with_capacity(import.rows.len());
        for row in import.rows {
            let id = self.context.ids.uuid().map_err(|error| broken(&error))?;
            rows.push(member::ImportRow {
                line: row.line,
                new_member: MemberId(id),
                listed: listed(row),
            });
        }
        let steps = rows.chunks(size).map(|rows| ImportMembers {
            call: call.clone(),
            rows: rows.to_vec(),
            seats_ahead: 0,
        });
        Ok(steps.collect())
    }

    /// On a snapshot, whose changes nobody keeps. No worker thread is held meanwhile.
    async fn try_out(&self, steps: Vec<ImportMembers>) -> Result<ImportView, Problem> {
        let snapshot = self.snapshot()?;
        let tried = tokio::task::spawn_blocking(move || {
            let mut overlay = Overlay::new(&*snapshot);
            let steps = steps.iter().map(|step| step.run(&mut overlay));
            steps.collect::<Result<Vec<_>, _>>()
        });
        match tried.await.map_err(|error| broken(&error))? {
            Ok(parts) => Ok(view(parts, true)),
            Err(RunError::Refused(refusal)) => Err(written(WriteError::Refused(refusal).into())),
            Err(RunError::Engine(error)) => Err(unreadable(&error)),
        }
    }

    async fn carry_out(&self, steps: Vec<ImportMembers>) -> Result<ImportView, Problem> {
        let mut parts = Vec::with_capacity(steps.len());
        if let Some(step) = steps.first() {
            let visit = self.visit(&step.call.tenant.to_string()).await?;
            for step in &steps {
                let part = visit.directory.write_patiently(step).await;
                parts.push(part.map_err(written)?);
            }
        }
        Ok(view(parts, false))
    }
}

fn check(import: &NewImport) -> Result<(), Problem> {
    let name = import.file.trim();
    if name.is_empty() || name.len() > LONGEST_NAME {
        return Err(invalid(format!(
            "file must be the name of the file, of 1 to {LONGEST_NAME} bytes."
        )));
    }
    if import.rows.is_empty() || import.rows.len() > MOST_ROWS {
        return Err(invalid(format!(
            "rows must be 1 to {MOST_ROWS}, not {}: send a longer file in parts.",
            import.rows.len()
        )));
    }
    if import.seats_ahead > 0 && !import.dry_run {
        return Err(invalid(
            "seats_ahead is for a dry run: else the seats are taken.",
        ));
    }
    Ok(())
}

fn listed(row: ImportRow) -> Listed {
    Listed {
        email: row.email,
        user_name: row.user_name,
        display_name: row.display_name,
        user_group: row.user_group,
        classes: row.classes.map(|classes| classes.into_iter().collect()),
        teacher: row.teacher,
    }
}

fn view(parts: Vec<member::Import>, dry_run: bool) -> ImportView {
    let mut view = ImportView {
        rows: Vec::new(),
        seats: 0,
        seat_limit: None,
    };
    for part in parts {
        view.seats = part.seats.used;
        view.seat_limit = part.seats.limit;
        let rows = part.rows.into_iter().map(|row| row_view(row, dry_run));
        view.rows.extend(rows);
    }
    view
}

fn row_view(row: Imported, dry_run: bool) -> ImportedView {
    let would_be = dry_run && row.effect == Effect::Added;
    let (result, error) = match row.effect {
        Effect::Added => (ImportResult::Added, None),
        Effect::Restored => (ImportResult::Restored, None),
        Effect::Updated => (ImportResult::Updated, None),
        Effect::Unchanged => (ImportResult::Unchanged, None),
        Effect::Managed => (ImportResult::Managed, None),
        Effect::Refused { kind, refusal } => {
            let error = RowError {
                kind: kind.to_owned(),
                detail: refusal.to_string(),
            };
            (ImportResult::Refused, Some(error))
        }
    };
    ImportedView {
        line: row.line,
        email: row.email,
        result,
        member: row
            .member
            .filter(|_| !would_be)
            .map(|member| member.to_string()),
        changes: row.changes.0,
        error,
    }
}
