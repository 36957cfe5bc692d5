//! Work that is carried on step by step: each step a few people, in one commit.

mod begin;
mod carry_on;
mod hold;
mod mapping;
mod members;
mod records;

pub use carry_on::{CarryOn, Step};
pub use hold::DecideHold;

pub(super) use begin::{begin, begin_for, end, waits};
