//! What group mapping has done beside what an operation is about: the next entry tells it.

use roster::{Assignment, MemberId, mapping::Difference};
use serde_json::json;

use crate::{
    operation::work::Draft,
    record::activity::{Changes, Event},
};

/// Not told yet.
#[derive(Debug, Default)]
pub(in crate::operation) struct Told {
    members: Vec<(MemberId, Assignment, Assignment)>,
    upserted: Vec<String>,
    archived: Vec<String>,
}

impl Told {
    pub(super) fn assigned(&mut self, member: MemberId, before: Assignment, after: Assignment) {
        self.members.push((member, before, after));
    }

    pub(super) fn upserted(&mut self, class: &str) {
        self.upserted.push(class.to_owned());
    }

    pub(super) fn archived(&mut self, class: &str) {
        self.archived.push(class.to_owned());
    }

    pub(in crate::operation) fn is_empty(&self) -> bool {
        self.members.is_empty() && self.upserted.is_empty() && self.archived.is_empty()
    }

    /// Every id is told: the app gives and takes by them.
    pub(in crate::operation) fn tell(self, draft: &mut Draft) {
        tell(draft, Event::CLASS_UPSERTED, &self.upserted);
        let (mut roles, mut teachers, mut classes) = (Vec::new(), Vec::new(), Vec::new());
        let only = self.members.len() == 1;
        for (id, before, after) in &self.members {
            let difference = Difference::between(before, after);
            let of = |what: &str| {
                if only {
                    what.to_owned()
                } else {
                    format!("{what} of {id}")
                }
            };
            let changes = &mut draft.changes;
            if let Some((from, to)) = difference.user_group {
                roles.push(id.to_string());
                add(changes, &of("user_group"), json!(from), json!(to));
            }
            if let Some(to) = difference.teacher {
                teachers.push(id.to_string());
                add(changes, &of("teacher"), json!(!to), json!(to));
            }
            if before.classes != after.classes {
                classes.push(id.to_string());
                let (from, to) = (json!(before.classes), json!(after.classes));
                add(changes, &of("classes"), from, to);
            }
        }
        tell(draft, Event::ROLE_CHANGED, &roles);
        tell(draft, Event::TEACHER_CHANGED, &teachers);
        tell(draft, Event::CLASSES_CHANGED, &classes);
        tell(draft, Event::CLASS_ARCHIVED, &self.archived);
    }
}

fn add(changes: &mut Changes, what: &str, from: serde_json::Value, to: serde_json::Value) {
    let said = |value: serde_json::Value| Some(value).filter(|value| !value.is_null());
    changes.add(what, said(from), said(to));
}

fn tell(draft: &mut Draft, kind: &str, ids: &[String]) {
    let events = ids.chunks(Event::MOST_IDS);
    draft.events.extend(events.map(|ids| Event::new(kind, ids)));
}
