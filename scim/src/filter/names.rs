//! Filters that differ in nothing but the case of names ask for the same.

use super::Filter;
use crate::path::AttributePath;

impl Filter {
    /// The same filter with its names in lower case: those have no case (RFC 7643 §2.1), unlike
    /// the values.
    #[must_use]
    pub fn with_lowercase_names(&self) -> Self {
        let lowercase = |filter: &Self| Box::new(filter.with_lowercase_names());
        match self {
            Self::And(left, right) => Self::And(lowercase(left), lowercase(right)),
            Self::Or(left, right) => Self::Or(lowercase(left), lowercase(right)),
            Self::Not(inner) => Self::Not(lowercase(inner)),
            Self::Present(path) => Self::Present(path.to_lowercase()),
            Self::Compare {
                path,
                operator,
                value,
            } => Self::Compare {
                path: path.to_lowercase(),
                operator: *operator,
                value: value.clone(),
            },
            Self::ValuePath { path, filter, rest } => Self::ValuePath {
                path: path.to_lowercase(),
                filter: lowercase(filter),
                rest: rest.as_ref().map(|(name, operator, value)| {
                    (name.to_ascii_lowercase(), *operator, value.clone())
                }),
            },
        }
    }
}

impl AttributePath {
    /// The same path in lower case: names have none (RFC 7643 §2.1).
    #[must_use]
    pub fn to_lowercase(&self) -> Self {
        Self {
            urn: self.urn.as_deref().map(str::to_ascii_lowercase),
            attribute: self.attribute.to_ascii_lowercase(),
            sub_attribute: self.sub_attribute.as_deref().map(str::to_ascii_lowercase),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Leniency, filter};

    #[test]
    fn names_lose_their_case_and_values_keep_it() {
        let printed = |text: &str| {
            let filter = filter::parse(text, Leniency::lenient()).unwrap();
            filter.with_lowercase_names().to_string()
        };
        assert_eq!(
            printed(r#"not (userName SW "J") and emails[Type eq "Work"].Value co "X" or ID pr"#),
            r#"not (username sw "J") and emails[type eq "Work"].value co "X" or id pr"#
        );
    }
}
