//! Whose word is taken: the assertions of trusted issuers (RFC 7523), and the keys that prove them.
//!
//! An assertion is a JWT. [`Assertion::read`] says what it claims, [`IssuerKeys::verify`] whether
//! its issuer has said so. Which claims open what is for the caller, who knows the credentials, and
//! so is the time: `now` comes in as an argument.

#![forbid(unsafe_code)]

mod assertion;
mod claims;
mod error;
mod kept;
mod key;
mod key_set;
mod keys;
mod load;

pub use assertion::{ALGORITHMS, Assertion};
pub use claims::Claims;
pub use error::Rejection;
pub use keys::IssuerKeys;
