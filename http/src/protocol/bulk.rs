//! Bulk requests (RFC 7644 §3.7).
//!
//! Each operation takes the way of a request of its own: it is authenticated, limited, read,
//! carried out, and noted in the tenant's activity and in the access log as one. What a bulk
//! request adds is the order and the references, which [`scim::bulk`] decides, and that its
//! operations are let in together: half of an import is worth less than one that comes later.

mod admission;
mod inner;
mod location;
mod outcome;
mod run;

use hyper::body::Incoming;
use scim::bulk::{self, BulkRequest};

use super::{call::Call, dispatch::Arrived, render, stop::Stop};
use crate::{
    answer::Answer,
    provider::{Provider, Session as _},
};
use run::run;

impl<'r, P: Provider> Arrived<'r, P> {
    /// 200, whatever became of the operations. The answer is built whole: it holds a few hundred
    /// bytes an operation, and what it repeats of the request.
    pub(super) async fn bulk(&self, call: &Call<'r, P>, body: Incoming) -> Result<Answer, Stop> {
        let body = call.json(body).await?;
        let most = self.options.limits.bulk_operations;
        let request = BulkRequest::parse(body, most, call.session.leniency())?;
        let counted = admission::of(&call.session, &request.operations).await?;
        let responses = run(self, &call.base_url, request, counted).await;
        Ok(render::json(bulk::response(responses.iter())))
    }
}
