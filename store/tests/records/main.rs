//! Operations and readers over the memory engine, as their callers use them.

#![cfg(test)]

mod bodies;
mod chain;
mod check;
mod declared;
mod erasure;
mod feed;
mod group_members;
mod groups;
mod history;
mod imports;
mod large;
mod lists;
mod mapping;
mod mapping_jobs;
mod members;
mod model;
mod nested;
mod paging;
mod policy;
mod practice;
mod retention;
mod rows;
mod search;
mod several_types;
mod silence;
mod tenants;
mod tokens;
mod users;
mod world;
