use super::*;

const TEXT: &str = "0190b7a4-7f3e-7cc1-8f6e-1a2b3c4d5e6f";

#[test]
fn an_id_reads_what_it_writes() {
    let tenant: TenantId = TEXT.parse().unwrap();
    let member: MemberId = TEXT.parse().unwrap();
    assert_eq!(tenant.to_string(), TEXT);
    assert_eq!(member.to_string(), TEXT);
}

#[test]
fn other_spellings_are_no_ids() {
    for text in [
        "",
        "1",
        "0190B7A4-7F3E-7CC1-8F6E-1A2B3C4D5E6F",
        "0190b7a47f3e7cc18f6e1a2b3c4d5e6f",
        "{0190b7a4-7f3e-7cc1-8f6e-1a2b3c4d5e6f}",
        "urn:uuid:0190b7a4-7f3e-7cc1-8f6e-1a2b3c4d5e6f",
        "0190b7a4-7f3e-7cc1-8f6e-1a2b3c4d5e6f ",
    ] {
        assert_eq!(text.parse::<TenantId>(), Err(MalformedId), "{text:?}");
        assert_eq!(text.parse::<MemberId>(), Err(MalformedId), "{text:?}");
    }
}
