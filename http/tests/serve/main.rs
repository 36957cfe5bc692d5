//! The two services over real connections: a small directory in memory stands behind SCIM, and a
//! small register behind the admin API.
//!
//! Each module says `cfg(test)` so that the lints know its functions for test code.

#[cfg(test)]
mod access;
#[cfg(test)]
mod admin;
#[cfg(test)]
mod app;
#[cfg(test)]
mod authority;
#[cfg(test)]
mod bodies;
#[cfg(test)]
mod bulk;
#[cfg(test)]
mod client;
#[cfg(test)]
mod connection;
#[cfg(test)]
mod directory;
#[cfg(test)]
mod encodings;
#[cfg(test)]
mod failures;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod log;
#[cfg(test)]
mod oauth;
#[cfg(test)]
mod register;
#[cfg(test)]
mod resources;
