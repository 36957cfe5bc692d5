//! The token actor: creates and revokes one tenant's tokens, and writes down when and by whom they
//! were last used.
//!
//! Its parent is the tenant's supervisor. Tokens are verified on the request's path, in the one
//! snapshot that also serves the request, and again inside each write: no cache stands between a
//! revoke and its effect. Uses are collected in memory and written within a minute (R43) and at the
//! drain. If it dies it is restarted; the collected uses belong to the tenant and are not lost.

mod actor;
mod handle;
mod message;
mod uses;

pub(crate) use actor::{Token, TokenArguments};
pub(crate) use handle::TokenHandle;
pub(crate) use message::TokenState;
pub(crate) use uses::Uses;
