//! Group mapping for people to read.

use rosterd_http::admin::{
    ClassView, EvaluationView, MappedView, MappingView, PreviewView, PreviewedView,
};
use serde_json::Value;

use super::print;

/// Members whom a preview names for people; `--json` has more.
const MOST_NAMED: usize = 50;

pub(super) fn table(table: &MappingView) {
    let rows = table.rows.iter().enumerate();
    print::table(
        &["row", "matches", "gives"],
        rows.map(|(index, row)| vec![(index + 1).to_string(), matches(row), gives(row)]),
    );
    print::line(format!("version {}", table.version));
    if table.groups == 0 {
        print::line(
            "The directory has pushed no group: nothing can map. Switch group push on there.",
        );
    }
    if let Some(applying) = &table.applying {
        let what = if applying.cancelled {
            "The change was cancelled and is taken back"
        } else {
            "The change is being applied"
        };
        print::line(format!(
            "{what}: {} of about {}.",
            applying.seen, applying.of
        ));
    }
}

fn matches(row: &Value) -> String {
    let said = ["name", "pattern", "id"].into_iter().find_map(|field| {
        let text = row.get(field)?.as_str()?;
        Some(format!("{field} {text}"))
    });
    said.unwrap_or_default()
}

fn gives(row: &Value) -> String {
    let text = |field: &str| row.get(field).and_then(Value::as_str);
    let is_true = |field: &str| row.get(field) == Some(&Value::Bool(true));
    let mut gives = Vec::new();
    gives.extend(text("user_group").map(|name| format!("user group {name}")));
    gives.extend(text("class").map(|name| format!("class {name}")));
    gives.extend(is_true("class").then(|| "a class of its own".to_owned()));
    gives.extend(is_true("teacher").then(|| "teacher".to_owned()));
    gives.extend(is_true("ignore").then(|| "ignored".to_owned()));
    gives.join(", ")
}

pub(super) fn preview(found: &PreviewView) {
    print::line(format!(
        "{} of {} members gain or lose something.",
        found.changed, found.members
    ));
    if found.only_takes {
        print::line("Nothing is given while single sign-on, the plan or a pause keeps it back.");
    }
    for total in &found.totals {
        let name = total.name.as_deref().unwrap_or_default();
        let what = total.what.replace('_', " ");
        print::line(format!("  +{} −{} {what} {name}", total.gain, total.lose));
    }
    for (what, classes) in [
        ("new", &found.classes_made),
        ("archived", &found.classes_archived),
    ] {
        for class in classes {
            print::line(format!("  class {} is {what}", class.name));
        }
    }
    let named = found.items.iter().take(MOST_NAMED);
    print::table(&["member", "e-mail", "changes"], named.map(item));
    let left = found.changed.saturating_sub(MOST_NAMED as u64);
    if left > 0 {
        print::line(format!("and {left} more"));
    }
}

fn item(item: &PreviewedView) -> Vec<String> {
    let mut changes = Vec::new();
    if let Some(change) = &item.user_group {
        let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "none".to_owned());
        changes.push(format!("{} → {}", side(&change.from), side(&change.to)));
    }
    changes.extend(
        item.classes_gained
            .iter()
            .map(|class| format!("+{}", class.name)),
    );
    changes.extend(
        item.classes_lost
            .iter()
            .map(|class| format!("−{}", class.name)),
    );
    changes.extend(
        item.teacher
            .map(|on| if on { "+teacher" } else { "−teacher" }.to_owned()),
    );
    vec![item.name.clone(), item.email.clone(), changes.join(", ")]
}

pub(super) fn evaluation(found: &EvaluationView) {
    let row = found
        .decided_by
        .map_or_else(|| "by default".to_owned(), |row| format!("by row {row}"));
    match &found.user_group {
        Some(group) => print::line(format!("user group {group}, {row}")),
        None => print::line("no user group"),
    }
    print::line(format!("classes: {}", classes(&found.classes)));
    print::line(format!(
        "teacher: {}",
        if found.teacher { "yes" } else { "no" }
    ));
    print::table(
        &["group", "rows", "gives"],
        found.groups.iter().map(|mapped| {
            let rows: Vec<String> = mapped.rows.iter().map(ToString::to_string).collect();
            vec![mapped.group.clone(), rows.join(", "), given(mapped)]
        }),
    );
    if let Some(member) = &found.member {
        print::line(if member.applied {
            "The member has what these groups give."
        } else {
            "Recorded, not applied: the groups that the directory pushes win."
        });
    }
}

/// What is made of a group, or why nothing is.
pub(in crate::cli) fn given(mapped: &MappedView) -> String {
    let mut gives = Vec::new();
    gives.extend(
        mapped
            .user_group
            .as_ref()
            .map(|name| format!("user group {name}")),
    );
    gives.extend(
        mapped
            .classes
            .iter()
            .map(|class| format!("class {}", class.name)),
    );
    gives.extend(mapped.teacher.then(|| "teacher".to_owned()));
    gives.extend(mapped.ignored.then(|| "ignored".to_owned()));
    if gives.is_empty() {
        let near = mapped.near.iter();
        gives
            .extend(near.map(|near| format!("row {} ({}) {}", near.row, near.looks_for, near.why)));
    }
    gives.join(", ")
}

fn classes(classes: &[ClassView]) -> String {
    let names: Vec<&str> = classes.iter().map(|class| class.name.as_str()).collect();
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}
