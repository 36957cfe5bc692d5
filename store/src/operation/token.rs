//! Operations on credentials.

mod create;
mod federation;
mod record_use;
mod revoke;
mod watch;

use crate::record::{TokenRecord, activity::Subject};

pub use create::{CreateToken, Credential, TokenCreated};
pub use record_use::RecordTokenUse;
pub use revoke::RevokeToken;
pub use watch::{WatchTokens, Watched};

fn subject(record: &TokenRecord) -> Subject {
    Subject::Token {
        id: Some(record.public_id.clone()),
        name: Some(record.name.clone()),
    }
}
