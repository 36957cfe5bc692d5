//! What is made of one group, and the links of its chain (R83).

use super::{
    Deleted, Facts, Question, Refused, Step, Verdict,
    step::{gone, turned_away},
};
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
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The id of its record; none if there is none.
    pub id: Option<String>,
    /// How many members it has.
    pub members: u64,
    /// How many groups have its name; this is the oldest of them.
    pub namesakes: usize,
    /// What is made of it.
    pub mapped: Mapped,
    /// The indexes, from 0, of the rows that name it.
    pub waiting: Vec<usize>,
    /// The last call about it that was refused, if none has succeeded since.
    pub refused: Option<Refused>,
    /// How its record went, if it did.
    pub deleted: Option<Deleted>,
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

pub(super) fn accepted(asked: &Asked) -> Step {
    let question = Question::Accepted;
    match &asked.refused {
        Some(refused) => {
            let says = format!("The directory was told: {}", refused.detail);
            Step::fails(question, Verdict::Refused, says).see(Some(refused.entry))
        }
        None => Step::holds(question, "Its last call about the group was accepted."),
    }
}

pub(super) fn received(facts: &Facts, asked: &Asked) -> Step {
    let question = Question::Received;
    let name = &asked.mapped.name;
    if let Some(id) = &asked.id {
        let mut says = format!(
            "The directory has pushed {name} as {id}, with {} members.",
            asked.members
        );
        if asked.namesakes > 1 {
            says.push_str(" It is the oldest of those of this name; ask for the others by id.");
        }
        return Step::holds(question, says).see(asked.entry);
    }
    match (&asked.deleted, &asked.refused) {
        (Some(deleted), Some(_)) => {
            return Step::holds(question, gone(deleted)).see(deleted.entry);
        }
        (Some(deleted), None) => {
            let says = format!("{} Push the group again if it is a mistake.", gone(deleted));
            return Step::fails(question, Verdict::GroupDeleted, says).see(deleted.entry);
        }
        (None, Some(refused)) => {
            let says = format!(
                "The directory has called about {name} at {:.0}.",
                refused.at
            );
            return Step::holds(question, says).see(Some(refused.entry));
        }
        (None, None) => {}
    }
    if let Some(turned_away) = turned_away(facts) {
        return turned_away;
    }
    let others = if facts.any_group {
        ""
    } else {
        ", nor is there any other"
    };
    let rows = asked.waiting.iter();
    let rows: Vec<String> = rows.map(|row| (row + 1).to_string()).collect();
    let says = format!(
        "Your directory never pushed this group{others}, and row {} waits for {name}. Push the \
         group in the directory, or write its name there and here alike.",
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
