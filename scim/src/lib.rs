//! SCIM 2.0 as values: schemas, resources, filters, PATCH, projection, paging, bulk and errors.
//!
//! Nothing here is asynchronous, does I/O or reads a clock.

pub mod bulk;
mod datetime;
pub mod discovery;
pub mod error;
pub mod filter;
pub mod fold;
pub mod json;
mod kind;
pub mod leniency;
pub mod page;
pub mod patch;
pub mod path;
pub mod projection;
pub mod resource;
pub mod schema;
pub mod sort;
pub mod stored;
pub mod urn;
pub mod version;

pub use error::{ScimError, ScimType};
pub use kind::ResourceKind;
pub use leniency::{Leniency, Note};
pub use resource::Resource;

/// A JSON object, in the order in which it is written.
pub type Object = serde_json::Map<String, serde_json::Value>;
