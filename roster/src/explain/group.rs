//! What is made of one group, and the links of its chain (R83).

use super::{Facts, Question, Step, Verdict};
use crate::mapping::{Given, Group, NearMiss, Rules};

/// A group that the directory has pushed, as the rows of the table see it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapped {
    /// As received.
    pub name: String,
    /// What its members have by it.
    pub given: Given,
    /// The rows that it nearly matches.
    pub near: Vec<NearMiss>,
}

/// A group that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The id of its record; none if the directory never pushed it.
    pub id: Option<String>,
    /// How many members it has.
    pub members: u64,
    /// What is made of it.
    pub mapped: Mapped,
    /// The entry of the last change of it.
    pub entry: Option<u64>,
}

impl Mapped {
    /// By these rules.
    pub fn of(rules: &Rules, group: &Group) -> Self {
        Self {
            name: group.name.clone(),
            given: rules.give(group),
            near: rules.table().near_misses(group),
        }
    }

    /// What its members have by it, or why they have nothing.
    pub(super) fn says(&self) -> String {
        let given = &self.given;
        if !given.is_nothing() {
            let group = given.user_group.iter();
            let group =
                group.map(|(row, name)| format!("the user group {name} by row {}", row + 1));
            let classes = given
                .classes
                .values()
                .map(|name| format!("the class {name}"));
            let teacher = given.teacher.then(|| "teaching".to_owned());
            let all: Vec<String> = group.chain(classes).chain(teacher).collect();
            return format!("gives {}", all.join(", "));
        }
        if let (true, Some(row)) = (given.ignored, given.rows.last()) {
            return format!("is ignored by row {}", row + 1);
        }
        match self.near.first() {
            Some(near) => format!(
                "matches no row, and row {} ({}) nearly: it {}",
                near.row + 1,
                near.looks_for,
                near.nearness
            ),
            None if given.rows.is_empty() => "matches no row".to_owned(),
            None => "gives nothing by the rows that it matches".to_owned(),
        }
    }
}

pub(super) fn received(facts: &Facts, asked: &Asked) -> Step {
    let question = Question::Received;
    let name = &asked.mapped.name;
    if let Some(id) = &asked.id {
        let says = format!(
            "The directory has pushed {name} as {id}, with {} members.",
            asked.members
        );
        return Step::holds(question, says).see(asked.entry);
    }
    let never = if facts.any_group {
        "Your directory never pushed this group"
    } else {
        "Your directory never pushed any group"
    };
    let rows = asked.mapped.given.rows.iter();
    let rows: Vec<String> = rows.map(|row| (row + 1).to_string()).collect();
    let says = format!(
        "{never}, and row {} waits for {name}. Push the group in the directory, or write its name \
         there and here alike.",
        rows.join(", ")
    );
    Step::fails(question, Verdict::GroupNeverPushed, says)
}

pub(super) fn mapped(asked: &Asked) -> Step {
    let says = format!("{} {}.", asked.mapped.name, asked.mapped.says());
    let given = &asked.mapped.given;
    if !given.is_nothing() {
        return Step::holds(Question::Mapped, says);
    }
    let verdict = if given.ignored {
        Verdict::GroupIgnored
    } else {
        Verdict::GroupNotMapped
    };
    Step::fails(Question::Mapped, verdict, says)
}
