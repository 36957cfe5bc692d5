//! Resources on their way out.

use std::{fmt, pin::Pin};

use bytes::Bytes;
use futures_util::Stream;
use scim::{page::Place, version::EntityTag};

use super::Failure;

/// One resource as it goes out.
#[derive(Debug)]
pub struct Document {
    /// The server's id.
    pub id: String,
    /// Its entity tag, which is its `meta.version` too.
    pub tag: EntityTag,
    /// The resource's URL.
    pub location: String,
    /// The JSON text.
    pub body: Body,
}

/// The JSON text of a resource.
pub enum Body {
    /// It was not asked for.
    Omitted,
    /// In one piece.
    Whole(Bytes),
    /// The chunks of a large group. A failure in the midst aborts the response, so that nobody
    /// takes the first half for the whole.
    Stream(Pin<Box<dyn Stream<Item = Result<Bytes, Failure>> + Send>>),
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Omitted => f.write_str("Omitted"),
            Self::Whole(bytes) => f.debug_tuple("Whole").field(&bytes.len()).finish(),
            Self::Stream(_) => f.write_str("Stream"),
        }
    }
}

/// One page of a list.
#[derive(Debug)]
pub struct Listing {
    /// How many there are on all pages.
    pub total: u64,
    /// Where the page stands among them.
    pub place: Place,
    /// The JSON text of each resource.
    pub resources: Vec<Vec<u8>>,
}
