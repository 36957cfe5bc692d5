//! One row.

use roster::{Act, Listed, Reason, person::is_address};

use super::{Effect, ImportRow, Imported, found};
use crate::{
    error::EngineError,
    operation::{
        Refusal, RunError,
        member::{changes::between, subject},
        membership::{self, Decided},
        work::{Draft, Work},
    },
    record::{
        PersonRecord,
        activity::{Changes, OperationName, Subject},
    },
};

/// What the row comes to; only what the store can't read is an error.
pub(super) fn import(work: &mut Work<'_, '_>, row: &ImportRow) -> Result<Imported, EngineError> {
    let listed = tidy(&row.listed);
    let mut imported = Imported {
        line: row.line,
        email: listed.email.clone(),
        member: None,
        effect: Effect::Unchanged,
        changes: Changes::default(),
    };
    if let Some(effect) = no_address(&listed.email) {
        return refuse(work, &listed, None, imported, effect);
    }
    let before = found::by_address(work, &listed.email)?;
    imported.member = before.as_ref().map(|person| person.member.id);
    let act = Act::Import(listed.clone());
    match membership::decide(work, before.as_ref(), &act, row.new_member, None) {
        Ok(decided) => done(work, &listed, before.as_ref(), imported, &decided),
        Err(RunError::Refused(refusal)) => {
            let kind = match refusal {
                Refusal::SeatsTaken(_) => "seats-taken",
                _ => "leaving",
            };
            let effect = Effect::Refused { kind, refusal };
            refuse(work, &listed, before.as_ref(), imported, effect)
        }
        Err(RunError::Engine(error)) => Err(error),
    }
}

/// Without blanks around, and without classes that have no name.
fn tidy(listed: &Listed) -> Listed {
    let text = |text: &Option<String>| text.as_deref().map(|text| text.trim().to_owned());
    let classes = listed.classes.as_ref().map(|classes| {
        let names = classes.iter().map(|name| name.trim());
        names
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect()
    });
    Listed {
        email: listed.email.trim().to_owned(),
        user_name: text(&listed.user_name),
        display_name: text(&listed.display_name),
        user_group: text(&listed.user_group),
        classes,
        teacher: listed.teacher,
    }
}

fn no_address(email: &str) -> Option<Effect> {
    let (kind, words) = if email.is_empty() {
        ("no-address", "the row has no e-mail address".to_owned())
    } else if is_address(email) {
        return None;
    } else {
        let words = format!("{email:?} is not an e-mail address");
        ("bad-address", words)
    };
    let refusal = Refusal::Invalid(words);
    Some(Effect::Refused { kind, refusal })
}

fn done(
    work: &mut Work<'_, '_>,
    listed: &Listed,
    before: Option<&PersonRecord>,
    mut imported: Imported,
    decided: &Decided,
) -> Result<Imported, EngineError> {
    let before = before.map(|person| &person.member);
    imported.member = decided.member.as_ref().map(|member| member.id);
    if let (Some(Reason::DirectoryManages), Some(member)) = (decided.reason, before) {
        let mut wanted = member.clone();
        listed.describe(&mut wanted);
        imported.changes = between(Some(member), &wanted);
        imported.effect = Effect::Managed;
        return Ok(imported);
    }
    let Some(member) = decided
        .member
        .as_ref()
        .filter(|_| !decided.events.is_empty())
    else {
        return Ok(imported);
    };
    let (effect, operation) = match before {
        None => (Effect::Added, OperationName::MemberAdd),
        Some(before) if before.is_member() => (Effect::Updated, OperationName::MemberUpdate),
        Some(_) => (Effect::Restored, OperationName::Restore),
    };
    imported.effect = effect;
    imported.changes = between(before, member);
    let mut draft = Draft::new(operation, subject(member));
    draft.because(decided.reason);
    draft.changes = imported.changes.clone();
    draft.tell(Some(member), &decided.events);
    work.enter(draft)?;
    Ok(imported)
}

fn refuse(
    work: &mut Work<'_, '_>,
    listed: &Listed,
    before: Option<&PersonRecord>,
    imported: Imported,
    effect: Effect,
) -> Result<Imported, EngineError> {
    if let Effect::Refused { refusal, .. } = &effect {
        let who = match before {
            Some(person) => subject(&person.member),
            None => unknown(listed),
        };
        let draft = Draft::refused(OperationName::MemberAdd, Some(who), refusal);
        work.enter_refused(draft)?;
    }
    Ok(Imported { effect, ..imported })
}

fn unknown(listed: &Listed) -> Subject {
    let stated = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    Subject::Person {
        user: None,
        member: None,
        name: stated(&listed.display_name).or_else(|| stated(&listed.user_name)),
        email: Some(listed.email.clone()).filter(|email| !email.is_empty()),
    }
}
