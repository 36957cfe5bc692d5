//! Operations on bearer tokens.

mod create;
mod record_use;
mod revoke;

use crate::record::{TokenRecord, activity::Subject};

pub use create::{CreateToken, TokenCreated};
pub use record_use::RecordTokenUse;
pub use revoke::RevokeToken;

fn subject(record: &TokenRecord) -> Subject {
    Subject::Token {
        id: Some(record.public_id.clone()),
        name: Some(record.name.clone()),
    }
}
