use std::io::Write as _;

use flate2::{Compression, write::GzEncoder};

use super::*;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn what_was_packed_comes_out_whatever_its_size() {
    for length in [0, 1, QUICK, QUICK + 1, 1 << 20] {
        let body = vec![b'x'; length];
        let unpacked = gunzip(gzip(&body).into(), 1 << 20).await;
        assert_eq!(unpacked, Ok(Bytes::from(body)), "{length} bytes");
    }
}

#[tokio::test]
async fn members_in_a_row_are_one_body() {
    let packed = [gzip(b"{\"a\""), gzip(b""), gzip(b":1}")].concat();
    assert_eq!(gunzip(packed.into(), 100).await, Ok("{\"a\":1}".into()));
}

#[tokio::test]
async fn a_bomb_goes_off_at_the_limit_and_no_further() {
    let bomb = gzip(&vec![0; 32 << 20]);
    assert!(bomb.len() < 64 << 10, "{}", bomb.len());
    for limit in [10, QUICK, QUICK + 1, 1 << 20] {
        let refused = gunzip(bomb.clone().into(), limit).await;
        assert_eq!(refused, Err(BodyError::TooLarge { limit }));
    }
    let in_many_members = gzip(&[0; 1000]).repeat(200);
    let refused = gunzip(in_many_members.into(), 100_000).await;
    assert_eq!(refused, Err(BodyError::TooLarge { limit: 100_000 }));
}

#[tokio::test]
async fn what_is_no_gzip_is_refused() {
    let whole = gzip(b"{\"userName\":\"ada\"}");
    let mut altered = whole.clone();
    let checksum = altered.len() - 8;
    altered[checksum] ^= 1;
    let trailing = [whole.as_slice(), b"more"].concat();
    for (case, packed) in [
        ("empty", Vec::new()),
        ("plain", b"{}".to_vec()),
        ("without its end", whole[..whole.len() - 1].to_vec()),
        ("without its data", whole[..12].to_vec()),
        ("another checksum", altered),
        ("something behind it", trailing),
        ("members without end", gzip(b"").repeat(MOST_MEMBERS + 1)),
    ] {
        let refused = gunzip(packed.into(), 1 << 20).await;
        assert_eq!(refused, Err(BodyError::NotGzip), "{case}");
    }
}
