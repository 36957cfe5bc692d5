use super::*;

fn id_for(sent: &str) -> RequestId {
    let mut headers = HeaderMap::new();
    headers.insert(X_REQUEST_ID, HeaderValue::from_str(sent).unwrap());
    RequestIds::new(0xabc).of(&headers)
}

#[test]
fn a_sane_id_of_the_client_is_taken_over() {
    for sent in ["1", "7f0c.A_b-9", &"x".repeat(64)] {
        let id = id_for(sent);
        assert_eq!(
            (id.text.as_str(), id.header.as_bytes()),
            (sent, sent.as_bytes())
        );
    }
}

#[test]
fn any_other_id_is_replaced() {
    for sent in ["", "a b", "a\"b", "a@example.com", &"x".repeat(65)] {
        assert_eq!(id_for(sent).text, "abc-1", "{sent:?}");
    }
}

#[test]
fn made_ids_differ() {
    let ids = RequestIds::new(1);
    let made = [(); 3].map(|()| ids.of(&HeaderMap::new()).text);
    assert_eq!(made, ["1-1", "1-2", "1-3"]);
}
