//! Group mapping on the admin API.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Another table.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewMapping {
    /// Any JSON here, so that a problem can name the row.
    pub rows: Vec<Value>,
}

/// The table as it is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MappingView {
    /// The entity tag.
    pub version: u64,
    /// In their order, as they were sent.
    pub rows: Vec<Value>,
    /// A change that has not reached everybody.
    pub applying: Option<ApplyingView>,
    /// Groups that the directory has pushed; 0: none ever, or not any more (R83).
    pub groups: u64,
}

/// How far a change has come.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ApplyingView {
    /// When it was begun.
    pub since: Timestamp,
    /// How many groups and members it has looked at.
    pub seen: u64,
    /// Of how many, about.
    pub of: u64,
    /// It was cancelled, and this is the way back.
    pub cancelled: bool,
}

/// What a table would do.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PreviewView {
    /// The version that it was compared with.
    pub version: u64,
    /// Members whom the directory manages.
    pub members: u64,
    /// How many of them gain or lose something.
    pub changed: u64,
    /// How many gain and lose each thing.
    pub totals: Vec<TotalView>,
    /// Who, by age.
    pub items: Vec<PreviewedView>,
    /// How many more change than are listed here.
    pub left_off: u64,
    /// Classes that come to be.
    pub classes_made: Vec<ClassView>,
    /// Classes that are archived.
    pub classes_archived: Vec<ClassView>,
    /// Why nothing would be given now: behind a gate or in a pause only what is lost is counted.
    pub only_takes: bool,
}

/// How many gain and lose one thing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TotalView {
    /// `user_group`, `class` or `teacher`.
    pub what: String,
    /// Of the user group or class; none for `teacher`.
    pub name: Option<String>,
    /// How many have it from then on.
    pub gain: u64,
    /// How many have it no more.
    pub lose: u64,
}

/// What one member gains and loses.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PreviewedView {
    /// The member's id.
    pub member: String,
    /// For people.
    pub name: String,
    /// The address.
    pub email: String,
    /// Before and after, where they differ.
    pub user_group: Option<FromTo>,
    /// Classes that they get into.
    pub classes_gained: Vec<ClassView>,
    /// Classes that they get out of.
    pub classes_lost: Vec<ClassView>,
    /// Whether they teach then, where that changes.
    pub teacher: Option<bool>,
}

/// Before and after.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FromTo {
    /// None: none.
    pub from: Option<String>,
    /// None: none.
    pub to: Option<String>,
}

/// A class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassView {
    /// Of the group that it is, or `named:` and the name.
    pub id: String,
    /// For people.
    pub name: String,
}

/// The groups of a sign-in.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewClaims {
    /// Names or ids, as the sign-in has them.
    pub groups: Vec<String>,
    /// The id of who signs in. None: nobody, the answer only says what the groups would give.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
}

/// What they give, and which row says so.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EvaluationView {
    /// R56.
    pub user_group: Option<String>,
    /// The row that gave the user group, from 1; none where it is the default one.
    pub decided_by: Option<usize>,
    /// R57.
    pub classes: Vec<ClassView>,
    /// R58.
    pub teacher: bool,
    /// Each group, and what is made of it.
    pub groups: Vec<MappedView>,
    /// What came of it for the member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<ClaimedView>,
}

/// What a sign-in has done to a member.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ClaimedView {
    /// False: the groups that the directory pushes win (D14).
    pub applied: bool,
    /// What the member has.
    pub user_group: Option<String>,
    /// The ids of classes.
    pub classes: Vec<String>,
    /// Whether they teach.
    pub teacher: bool,
}

/// What is made of one group.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MappedView {
    /// As received or claimed.
    pub group: String,
    /// The rows that match, from 1.
    pub rows: Vec<usize>,
    /// By its first row that gives one.
    pub user_group: Option<String>,
    /// By its rows, or because it is a group of a school.
    pub classes: Vec<ClassView>,
    /// Whether its members teach.
    pub teacher: bool,
    /// Its last row says so.
    pub ignored: bool,
    /// Rows that it nearly matches (R83).
    pub near: Vec<NearView>,
}

/// A row that a group nearly matches.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NearView {
    /// From 1.
    pub row: usize,
    /// E.g. `name Staff`.
    pub looks_for: String,
    /// How it differs.
    pub why: String,
}
