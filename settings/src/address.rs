//! An address and a port to listen on.

use std::net::SocketAddr;

use serde::Deserializer;

use crate::text;

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<SocketAddr>, D::Error> {
    let shape = "an address and a port, such as \"127.0.0.1:8080\" or \"[::1]:8080\"";
    text::read(deserializer, shape, |text| text.parse().ok()).map(Some)
}
