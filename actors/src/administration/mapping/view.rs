//! Group mapping as the operator sees it.

use roster::{
    TenantId,
    mapping::{Given, Group, Row, Rules},
};
use rosterd_http::admin::{
    ApplyingView, ClassView, EvaluationView, FromTo, MappedView, MappingView, NearView,
    PreviewView, PreviewedView, TotalView,
};
use store::{
    engine::Rows,
    error::EngineError,
    reader::{
        self,
        mapping::{Gain, Preview, Previewed},
    },
};

pub(super) fn table(rows: &dyn Rows, tenant: TenantId) -> Result<MappingView, EngineError> {
    let record = reader::mapping::of(rows, tenant)?;
    let counters = reader::counters::of(rows, tenant)?;
    let jobs = reader::due::jobs(rows, tenant)?;
    let applying = record.applying.map(|applying| {
        let job = jobs.iter().find(|job| job.number == applying.job);
        ApplyingView {
            since: applying.since,
            seen: job.map_or(0, |job| job.seen),
            of: counters.groups + counters.members,
            cancelled: applying.cancelled,
        }
    });
    Ok(MappingView {
        version: record.version,
        rows: record.rows.iter().map(json).collect(),
        applying,
        groups: counters.groups,
    })
}

fn json(row: &Row) -> serde_json::Value {
    // Texts and booleans can always be written.
    serde_json::to_value(row).unwrap_or_default()
}

/// What is made of a group.
pub(in crate::administration) fn mapped(rules: &Rules, group: &Group) -> MappedView {
    let given = rules.give(group);
    let near = rules.table().near_misses(group);
    MappedView {
        group: group.name.clone(),
        rows: given.rows.iter().map(|row| row + 1).collect(),
        user_group: given.user_group.as_ref().map(|(_, name)| name.clone()),
        classes: classes(&given),
        teacher: given.teacher,
        ignored: given.ignored,
        near: near
            .into_iter()
            .map(|near| NearView {
                row: near.row + 1,
                looks_for: near.looks_for,
                why: near.nearness.to_string(),
            })
            .collect(),
    }
}

/// What groups of a sign-in give together.
pub(super) fn evaluation(rules: &Rules, groups: &[Group]) -> EvaluationView {
    let given: Vec<Given> = groups.iter().map(|group| rules.give(group)).collect();
    let together = rules.assignment(&given);
    let row = given.iter().filter_map(|given| given.user_group.as_ref());
    let decided_by = row.map(|(row, _)| row + 1).min();
    let mut all: Vec<ClassView> = given.iter().flat_map(classes).collect();
    all.sort_by(|one, other| one.id.cmp(&other.id));
    all.dedup();
    EvaluationView {
        user_group: together.user_group,
        decided_by,
        classes: all,
        teacher: together.teacher,
        groups: groups.iter().map(|group| mapped(rules, group)).collect(),
        member: None,
    }
}

fn classes(given: &Given) -> Vec<ClassView> {
    given.classes.iter().map(class).collect()
}

fn class((id, name): (&String, &String)) -> ClassView {
    ClassView {
        id: id.clone(),
        name: name.clone(),
    }
}

/// With the names of classes, those that come to be too.
pub(super) fn preview(
    rows: &dyn Rows,
    tenant: TenantId,
    preview: &Preview,
    version: u64,
) -> Result<PreviewView, EngineError> {
    let known = reader::class::all(rows, tenant)?;
    let name = |id: &str| -> String {
        let made = preview.classes_made.iter().find(|(made, _)| made == id);
        let known = || known.iter().find(|class| class.id == id);
        made.map(|(_, name)| name.clone())
            .or_else(|| known().map(|class| class.name.clone()))
            .unwrap_or_else(|| id.to_owned())
    };
    let view = |(id, name): &(String, String)| class((id, name));
    let listed = preview.first.len() as u64;
    Ok(PreviewView {
        version,
        members: preview.members,
        changed: preview.changed,
        totals: preview
            .gains
            .iter()
            .map(|(gain, counts)| total(gain, *counts, &name))
            .collect(),
        items: preview
            .first
            .iter()
            .map(|item| previewed(item, &name))
            .collect(),
        left_off: preview.changed - listed,
        classes_made: preview.classes_made.iter().map(view).collect(),
        classes_archived: preview.classes_archived.iter().map(view).collect(),
        only_takes: preview.only_takes,
    })
}

fn total(what: &Gain, (gain, lose): (u64, u64), name: &dyn Fn(&str) -> String) -> TotalView {
    let (what, name) = match what {
        Gain::UserGroup(group) => ("user_group", Some(group.clone())),
        Gain::Teacher => ("teacher", None),
        Gain::Class(id) => ("class", Some(name(id))),
    };
    TotalView {
        what: what.to_owned(),
        name,
        gain,
        lose,
    }
}

fn previewed(item: &Previewed, name: &dyn Fn(&str) -> String) -> PreviewedView {
    let Previewed { member, difference } = item;
    let named = |ids: &[String]| -> Vec<ClassView> {
        ids.iter().map(|id| class((id, &name(id)))).collect()
    };
    let user_group = difference.user_group.clone();
    let called = member.display_name.as_ref().unwrap_or(&member.user_name);
    PreviewedView {
        member: member.id.to_string(),
        name: called.clone(),
        email: member.email.clone(),
        user_group: user_group.map(|(from, to)| FromTo { from, to }),
        classes_gained: named(&difference.classes_gained),
        classes_lost: named(&difference.classes_lost),
        teacher: difference.teacher,
    }
}
