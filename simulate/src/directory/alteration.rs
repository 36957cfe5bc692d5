//! What happens to people in a directory between two cycles.

use super::person::Person;

/// One event in the life of a person that the provider has to push.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alteration {
    /// Family name, display name and address change; the user name stays.
    Marriage,
    /// Department and title change.
    Transfer,
    /// A telephone number and an office appear, or go when they were there.
    Desk,
    /// The user name changes.
    Renaming,
}

impl Alteration {
    pub(crate) const ALL: [Self; 4] = [Self::Marriage, Self::Transfer, Self::Desk, Self::Renaming];

    /// The person afterwards.
    pub(crate) fn of(self, person: &Person) -> Person {
        let mut altered = person.clone();
        match self {
            Self::Marriage => {
                altered.family = format!("{}-Öström", person.family);
                altered.display = altered.formatted();
                altered.email = format!("married.{}", person.email);
            }
            Self::Transfer => {
                altered.department = format!("{} (moved)", person.department);
                altered.title = Some("Deputy Head".to_owned());
            }
            Self::Desk => {
                altered.mobile = opposite(person.mobile.as_ref(), "+44 7700 900999");
                altered.office = opposite(person.office.as_ref(), "Annexe 7, 2nd floor");
            }
            Self::Renaming => altered.user_name = format!("renamed.{}", person.user_name),
        }
        altered
    }
}

fn opposite(present: Option<&String>, otherwise: &str) -> Option<String> {
    match present {
        Some(_) => None,
        None => Some(otherwise.to_owned()),
    }
}
