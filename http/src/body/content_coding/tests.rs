use super::*;

#[test]
fn gzip_is_the_one_coding_that_is_read() {
    for (sent, expected) in [
        (&[][..], Ok(ContentCoding::Identity)),
        (&["identity"], Ok(ContentCoding::Identity)),
        (&[""], Ok(ContentCoding::Identity)),
        (&["gzip"], Ok(ContentCoding::Gzip)),
        (&["GZip"], Ok(ContentCoding::Gzip)),
        (&["x-gzip"], Ok(ContentCoding::Gzip)),
        (&["identity, gzip"], Ok(ContentCoding::Gzip)),
        (&["identity", "gzip"], Ok(ContentCoding::Gzip)),
        (&["gzip, gzip"], Err(BodyError::ContentCoding)),
        (&["gzip", "gzip"], Err(BodyError::ContentCoding)),
        (&["deflate"], Err(BodyError::ContentCoding)),
        (&["br"], Err(BodyError::ContentCoding)),
        (&["gzip, br"], Err(BodyError::ContentCoding)),
        (&["gzipped"], Err(BodyError::ContentCoding)),
    ] {
        let mut headers = HeaderMap::new();
        for value in sent {
            headers.append(CONTENT_ENCODING, HeaderValue::from_static(value));
        }
        assert_eq!(ContentCoding::of(&headers), expected, "{sent:?}");
    }
}
