use scim::page::Start;

use super::*;

fn query(text: &str) -> Result<Query, ScimError> {
    let limits = Limits {
        page_default: 20,
        page_max: 50,
        ..Limits::default()
    };
    Parameters::from_query(Some(text))?.query(
        &[scim::schema::user()],
        Leniency::lenient(),
        String::from("https://h/scim/v2"),
        &limits,
    )
}

#[test]
fn a_query_string_is_read_as_clients_write_it() {
    let filter = |text: &str| {
        let parameters = Parameters::from_query(Some(text)).unwrap();
        parameters.filter.map(Cow::into_owned)
    };
    for (text, expected) in [
        (
            "filter=userName%20eq%20%22a%40b.c%22",
            Some("userName eq \"a@b.c\""),
        ),
        ("filter=userName+eq+%22x%22&", Some("userName eq \"x\"")),
        ("aadOptscim062020&filter=id pr", Some("id pr")),
        ("Filter=id+pr", Some("id pr")),
        ("filter=first&filter=second", Some("first")),
        ("aadOptscim062020?filter=id pr", Some("id pr")),
        ("a=1&aadOptscim062020=?filter=id pr&b", Some("id pr")),
        ("a?b=1?Filter=id pr", Some("id pr")),
        ("filter=a?filter=b", Some("a?filter=b")),
        ("filter=", None),
        ("filter", None),
        ("", None),
    ] {
        assert_eq!(filter(text).as_deref(), expected, "{text}");
    }
    assert_eq!(Parameters::from_query(None).unwrap(), Parameters::default());
}

#[test]
fn count_has_a_default_and_a_cap() {
    for (text, start_index, count) in [
        ("", 1, 20),
        ("startIndex=7&count=2", 7, 2),
        ("count=0", 1, 0),
        ("count=-3&startIndex=-1", 1, 0),
        ("count=1000", 1, 50),
        (
            "startIndex=99999999999999999999999",
            i64::MAX.unsigned_abs(),
            20,
        ),
    ] {
        let page = query(text).unwrap().page;
        assert_eq!(
            (page.start, page.count),
            (Start::Index(start_index), Some(count)),
            "{text}"
        );
    }
}

#[test]
fn a_cursor_may_be_empty_and_is_then_the_first_one() {
    for (text, expected) in [
        ("cursor", Start::Cursor(None)),
        ("cursor=&count=3", Start::Cursor(None)),
        ("Cursor=a-_b", Start::Cursor(Some(String::from("a-_b")))),
        (
            "startIndex=&cursor=x",
            Start::Cursor(Some(String::from("x"))),
        ),
        ("count=3", Start::Index(1)),
    ] {
        assert_eq!(query(text).unwrap().page.start, expected, "{text}");
    }
}

#[test]
fn what_cannot_be_asked_is_named_by_its_scim_type() {
    for (text, expected) in [
        ("filter=userName+xx+1", ScimType::InvalidFilter),
        ("filter=active+gt+true", ScimType::InvalidFilter),
        ("count=ten", ScimType::InvalidValue),
        ("count=ten&cursor", ScimType::InvalidCount),
        ("startIndex=1&cursor=", ScimType::InvalidValue),
        ("filter=%FF", ScimType::InvalidValue),
        (
            "attributes=id&excludedAttributes=name",
            ScimType::InvalidValue,
        ),
    ] {
        let error = query(text).unwrap_err();
        assert_eq!(
            (error.status, error.scim_type),
            (400, Some(expected)),
            "{text}"
        );
    }
}

#[test]
fn a_cursor_that_is_no_text_is_left_to_be_refused_as_one() {
    let parameters = Parameters::from_query(Some("cursor=%ff")).unwrap();
    assert_eq!(parameters.cursor.as_deref(), Some("%ff"));
    let error = Parameters::from_query(Some("filter=%ff")).unwrap_err();
    assert_eq!(error.scim_type, Some(ScimType::InvalidValue));
}
