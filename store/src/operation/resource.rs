//! Operations on resources of types that a tenant has declared: what RFC 7644 §3 asks, and no more.

mod create;
mod delete;
mod patch;
mod replace;
mod subject;
mod update;

use scim::{ResourceKind, ScimError, schema::ResourceSchema};

use super::work::Work;

pub use create::CreateResource;
pub use delete::DeleteResource;
pub use patch::PatchResource;
pub use replace::ReplaceResource;

/// The type as the transaction knows it: it may have been withdrawn since the call began.
fn schema<'w>(work: &'w Work<'_, '_>, kind: ResourceKind) -> Result<&'w ResourceSchema, ScimError> {
    work.catalog
        .get(kind)
        .ok_or_else(|| ScimError::new(404, "This resource type is declared no longer."))
}
