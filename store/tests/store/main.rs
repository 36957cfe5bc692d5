//! The store through its public face: what is answered is durable, and nothing else is.

#![cfg(test)]

mod act;
mod closing;
mod crash;
mod engines;
mod epochs;
mod failing_disk;
mod group_commit;
mod house;
mod isolation;
mod model;
mod opening;
mod retry;
mod waiter;
