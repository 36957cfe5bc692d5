//! The measurements, one file a kind. Each subject takes turns with its yardstick, round after
//! round, so that whatever disturbs the machine disturbs both.

pub(crate) mod depth;
pub(crate) mod footprint;
pub(crate) mod groups;
pub(crate) mod neighbour;
pub(crate) mod reads;
pub(crate) mod writes;

use std::sync::Arc;

use crate::{
    Fallible,
    arguments::Arguments,
    load::{self, Report, Workload},
    scene::Api,
};

/// Connections of a busy client.
const MANY: usize = 16;

/// One turn of a workload.
async fn turn(
    arguments: &Arguments,
    api: &Api,
    workload: &Arc<Workload>,
    connections: usize,
) -> Fallible<Report> {
    load::run(api.server, workload, connections, arguments.bounds()).await
}
