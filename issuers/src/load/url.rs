//! Keys over HTTP: one GET, no redirects, nothing kept open.

use bytes::Bytes;
use http_body_util::{BodyExt as _, Empty, Limited};
use hyper::{
    Request, StatusCode, Uri,
    header::{ACCEPT, HOST, USER_AGENT},
};

use super::{LONGEST, Loaded, connection, freshness};
use crate::{error::KeysError, key_set::KeySet};

pub(super) async fn keys(url: &str) -> Result<Loaded, KeysError> {
    let uri: Uri = url.parse().map_err(|_| KeysError::Url)?;
    let authority = uri.authority().ok_or(KeysError::Url)?;
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let request = Request::get(path)
        .header(HOST, authority.as_str())
        .header(USER_AGENT, "rosterd")
        .header(ACCEPT, "application/jwk-set+json, application/json")
        .body(Empty::<Bytes>::new())
        .map_err(|_| KeysError::Url)?;

    let mut sender = connection::open(&uri).await?;
    let (head, body) = sender.send_request(request).await?.into_parts();
    if head.status != StatusCode::OK {
        return Err(KeysError::Status(head.status.as_u16()));
    }
    let body = Limited::new(body, LONGEST).collect().await;
    let text = body.map_err(|_| KeysError::Body { limit: LONGEST })?;
    Ok(Loaded {
        keys: KeySet::read(&text.to_bytes())?,
        good_for: freshness::of(&head.headers),
    })
}
