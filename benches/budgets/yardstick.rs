//! What rosterd is measured against, in the same run on the same machine.

pub(crate) mod bare_server;
pub(crate) mod raw_redb;
pub(crate) mod store_layer;
