use super::*;

#[test]
fn parameters_are_decoded_and_unknown_ones_ignored() {
    let form =
        Form::read(b"grant_type=client_credentials&client_id=a%2Bb+c&resource=x&resource=y&&")
            .unwrap();
    assert_eq!(form.grant_type.as_deref(), Some("client_credentials"));
    assert_eq!(form.client_id.as_deref(), Some("a+b c"));
    assert_eq!(form.client_secret, None);
}

#[test]
fn a_parameter_without_a_value_was_not_sent() {
    let form = Form::read(b"scope=&client_id&client_secret=a&client_secret=").unwrap();
    assert_eq!((form.scope, form.client_id), (None, None));
    assert_eq!(form.client_secret.as_deref(), Some("a"));
}

#[test]
fn what_is_sent_twice_and_what_is_no_utf8_is_refused() {
    for body in [
        &b"scope=scim&scope=scim"[..],
        b"client_secret=a&client%5Fsecret=b",
        b"scope=%ff",
        b"\xff=a",
    ] {
        assert_eq!(
            Form::read(body).unwrap_err().code,
            Code::InvalidRequest,
            "{body:?}"
        );
    }
}

#[test]
fn only_forms_are_read() {
    for (sent, read) in [
        (Some("application/x-www-form-urlencoded"), true),
        (
            Some("Application/X-WWW-Form-Urlencoded ; charset=UTF-8"),
            true,
        ),
        (Some("application/json"), false),
        (Some("multipart/form-data; boundary=a"), false),
        (None, false),
    ] {
        let header = sent.map(HeaderValue::from_static);
        assert_eq!(check_type(header.as_ref()).is_ok(), read, "{sent:?}");
    }
}
