//! Filters.

use scim::{
    Leniency, Resource,
    filter::{self, Filter, MAX_LENGTH},
    schema,
};

use crate::{BOTH, sample};

/// A filter that is printed and read is the same filter and finds the same; strict mode takes
/// nothing that lenient mode does not.
pub fn check(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    let [lenient, strict] = BOTH.map(|leniency| filter::parse(text, leniency));
    if strict.is_ok() {
        assert_eq!(strict, lenient, "strict and lenient");
    }
    let user = Resource::from_client(sample::user(), schema::user(), Leniency::strict())
        .expect("a good user")
        .resource;
    for (filter, leniency) in [lenient, strict].into_iter().zip(BOTH) {
        let Ok(filter) = filter else { continue };
        let printed = filter.to_string();
        assert!(
            printed.len() > MAX_LENGTH || filter::parse(&printed, leniency).as_ref() == Ok(&filter),
            "printed as {printed}"
        );
        evaluates(&filter, &user, leniency);
    }
}

fn evaluates(filter: &Filter, user: &Resource, leniency: Leniency) {
    let found = filter.matches(user.object(), schema::user());
    let negated = Filter::Not(Box::new(filter.clone()));
    assert_ne!(
        negated.matches(user.object(), schema::user()),
        found,
        "its negation"
    );
    let as_indexes_have_it = filter.with_lowercase_names();
    assert_eq!(
        as_indexes_have_it.matches(user.object(), schema::user()),
        found,
        "names in another case"
    );
    // Whether it is refused is the same for a filter and its negation.
    let checked = [filter, &negated].map(|filter| filter.check(schema::user(), leniency).is_ok());
    assert_eq!(checked.first(), checked.last(), "checked");
}
