use proptest::prelude::*;

use crate::{
    Leniency, ScimType,
    filter::{Filter, Literal, Operator, parse},
    path::AttributePath,
    urn,
};

fn name() -> impl Strategy<Value = String> {
    "[a-zA-Z$][a-zA-Z0-9_$-]{0,8}"
}

fn path() -> impl Strategy<Value = AttributePath> {
    let urn = prop::option::of(prop_oneof![
        Just(urn::USER.to_owned()),
        Just(urn::ENTERPRISE_USER.to_uppercase()),
        Just("urn:example:2.0:Thing".to_owned()),
    ]);
    (urn, name(), prop::option::of(name())).prop_map(|(urn, attribute, sub_attribute)| {
        AttributePath {
            urn,
            attribute,
            sub_attribute,
        }
    })
}

fn operator() -> impl Strategy<Value = Operator> {
    prop::sample::select(Operator::ALL.to_vec())
}

fn literal() -> impl Strategy<Value = Literal> {
    prop_oneof![
        Just(Literal::Null),
        any::<bool>().prop_map(Literal::Boolean),
        any::<i64>().prop_map(|number| Literal::Number(number.into())),
        any::<f64>()
            .prop_filter_map("JSON has no such number", serde_json::Number::from_f64)
            .prop_map(Literal::Number),
        any::<String>().prop_map(Literal::String),
    ]
}

fn term() -> impl Strategy<Value = Filter> {
    prop_oneof![
        path().prop_map(Filter::Present),
        (path(), operator(), literal()).prop_map(|(path, operator, value)| Filter::Compare {
            path,
            operator,
            value
        }),
    ]
}

fn joined(
    terms: impl Strategy<Value = Filter> + 'static,
    levels: u32,
) -> impl Strategy<Value = Filter> {
    terms.prop_recursive(levels, 24, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone())
                .prop_map(|(left, right)| Filter::And(Box::new(left), Box::new(right))),
            (inner.clone(), inner.clone())
                .prop_map(|(left, right)| Filter::Or(Box::new(left), Box::new(right))),
            inner.prop_map(|inner| Filter::Not(Box::new(inner))),
        ]
    })
}

fn filter() -> impl Strategy<Value = Filter> {
    let rest = prop::option::of((name(), operator(), literal()));
    let value_path =
        (path(), joined(term(), 3), rest).prop_map(|(path, filter, rest)| Filter::ValuePath {
            path,
            filter: Box::new(filter),
            rest,
        });
    joined(prop_oneof![4 => term(), 1 => value_path], 5)
}

proptest! {
    #[test]
    fn reading_what_is_printed_gives_the_same_filter(filter in filter()) {
        let text = filter.to_string();
        prop_assert_eq!(parse(&text, Leniency::lenient()), Ok(filter), "{}", text);
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        if let Err(error) = parse(&text, Leniency::lenient()) {
            prop_assert_eq!(error.scim_type, Some(ScimType::InvalidFilter));
        }
    }

    /// Texts made of what filters are made of get deeper into the parser than random ones.
    #[test]
    fn any_row_of_tokens_is_read_or_refused(
        tokens in prop::collection::vec(
            prop::sample::select(vec![
                "a", "b.c", "urn:x:y", "not", "and", "or", "eq", "pr", "(", ")", "[", "]", "\"",
                "\"v\"", "\\", ".value", "1", "true", " ", "ü", "$ref",
            ]),
            0..24,
        ),
    ) {
        let text = tokens.concat();
        if let Ok(filter) = parse(&text, Leniency::lenient()) {
            prop_assert_eq!(parse(&filter.to_string(), Leniency::lenient()), Ok(filter));
        }
    }
}

#[test]
fn a_number_of_many_digits_survives() {
    let text = format!("a eq {}", "9".repeat(62));
    let filter = parse(&text, Leniency::strict()).unwrap();
    assert_eq!(parse(&filter.to_string(), Leniency::strict()), Ok(filter));
}
