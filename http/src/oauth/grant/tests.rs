use super::*;

fn asked(body: &str, basic: bool) -> Result<(Grant, Client), Code> {
    let basic = basic.then(|| Basic {
        id: "header".to_owned(),
        secret: "s".to_owned(),
    });
    read(Form::read(body.as_bytes()).unwrap(), basic).map_err(|error| error.code)
}

fn client(id: Option<&str>, proof: Proof) -> Client {
    Client {
        id: id.map(str::to_owned),
        proof,
    }
}

const ASSERTION: &str = "client_assertion=a.b.c&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer";
const EXCHANGE: &str = "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&subject_token=a.b.c&subject_token_type=urn:ietf:params:oauth:token-type:jwt";

#[test]
fn each_way_to_authenticate_is_read() {
    let secret = || Proof::Secret("s".to_owned());
    let assertion = || Proof::Assertion("a.b.c".to_owned());
    let post = "grant_type=client_credentials&client_id=body&client_secret=s&scope=scim";
    let credentials = Grant::ClientCredentials;
    for (body, basic, grant, expected) in [
        (
            post.to_owned(),
            false,
            credentials,
            client(Some("body"), secret()),
        ),
        (
            "grant_type=client_credentials".to_owned(),
            true,
            credentials,
            client(Some("header"), secret()),
        ),
        (
            "grant_type=client_credentials&client_id=header".to_owned(),
            true,
            credentials,
            client(Some("header"), secret()),
        ),
        (
            format!("grant_type=client_credentials&client_id=body&{ASSERTION}"),
            false,
            credentials,
            client(Some("body"), assertion()),
        ),
        (
            format!("grant_type=client_credentials&{ASSERTION}"),
            false,
            credentials,
            client(None, assertion()),
        ),
        (
            format!("{EXCHANGE}&audience=any&scope=scim"),
            false,
            Grant::TokenExchange,
            client(None, assertion()),
        ),
    ] {
        assert_eq!(asked(&body, basic), Ok((grant, expected)), "{body}");
    }
}

#[test]
fn every_other_form_is_refused_with_its_code() {
    let credentials = "grant_type=client_credentials";
    for (body, basic, code) in [
        (String::new(), false, Code::InvalidRequest),
        (
            "grant_type=password".to_owned(),
            false,
            Code::UnsupportedGrantType,
        ),
        (
            "grant_type=authorization_code&code=a".to_owned(),
            true,
            Code::UnsupportedGrantType,
        ),
        (
            format!("{credentials}&scope=admin"),
            true,
            Code::InvalidScope,
        ),
        (
            format!("{credentials}&scope=scim+admin"),
            true,
            Code::InvalidScope,
        ),
        (credentials.to_owned(), false, Code::InvalidClient),
        (
            format!("{credentials}&client_id=a"),
            false,
            Code::InvalidClient,
        ),
        (
            format!("{credentials}&client_secret=s"),
            false,
            Code::InvalidRequest,
        ),
        (
            format!("{credentials}&client_secret=s"),
            true,
            Code::InvalidRequest,
        ),
        (
            format!("{credentials}&client_id=other"),
            true,
            Code::InvalidRequest,
        ),
        (
            format!("{credentials}&{ASSERTION}"),
            true,
            Code::InvalidRequest,
        ),
        (
            format!("{credentials}&client_id=a&client_secret=s&{ASSERTION}"),
            false,
            Code::InvalidRequest,
        ),
        (
            format!("{credentials}&client_assertion=a.b.c"),
            false,
            Code::InvalidRequest,
        ),
        (EXCHANGE.to_owned(), true, Code::InvalidRequest),
        (
            EXCHANGE.replace("token-type:jwt", "token-type:saml2"),
            false,
            Code::InvalidRequest,
        ),
        (
            EXCHANGE.replace("subject_token=a.b.c", ""),
            false,
            Code::InvalidRequest,
        ),
        (
            format!("{EXCHANGE}&requested_token_type=urn:ietf:params:oauth:token-type:saml2"),
            false,
            Code::InvalidRequest,
        ),
    ] {
        assert_eq!(asked(&body, basic), Err(code), "{body} {basic}");
    }
}
