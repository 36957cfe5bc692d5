//! Group mapping: what a member has by the groups that they are in (R55–R59).
//!
//! One ordered table for what a directory pushes and for what a sign-in claims. A row matches groups
//! by name, pattern or id; the first matching row of the table decides the user group, classes and
//! teaching come together from all of them, and a row that ignores ends the look at a group.

mod check;
mod difference;
mod group;
mod near;
mod pattern;
mod row;
mod rules;
mod settle;
mod table;

pub use check::{NotATable, WrongRow};
pub use difference::Difference;
pub use group::Group;
pub use near::{NearMiss, Nearness};
pub use row::{ClassTarget, Row};
pub use rules::{Given, Rules};
pub use settle::{grants, settle};
pub use table::Table;

#[cfg(test)]
mod tests;
