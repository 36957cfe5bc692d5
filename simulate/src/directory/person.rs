//! A person of the directory.

use super::random::Random;
use super::words;
use crate::persona::Persona;

/// What a provider knows of a person. Which of it goes over the wire is its dialect's matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    /// The number that makes the person unique within persona and seed.
    pub(crate) number: u32,
    pub(crate) external_id: String,
    pub(crate) user_name: String,
    pub(crate) given: String,
    pub(crate) family: String,
    pub(crate) display: String,
    pub(crate) email: String,
    pub(crate) language: String,
    pub(crate) title: Option<String>,
    pub(crate) department: String,
    pub(crate) employee_number: String,
    pub(crate) mobile: Option<String>,
    /// The office, which Entra puts in the formatted work address.
    pub(crate) office: Option<String>,
    /// The manager's position in the directory.
    pub(crate) manager: Option<usize>,
    pub(crate) active: bool,
    /// The placeholder that Okta sends as a password.
    pub(crate) placeholder: String,
}

impl Person {
    pub(super) fn invent(persona: Persona, seed: u64, number: u32) -> Self {
        let mut random = Random::new(&[persona.name(), "person"], seed, number);
        let (given, given_in_address) = random.pick(words::GIVEN);
        let (family, family_in_address) = random.pick(words::FAMILY);
        let user_name =
            format!("{given_in_address}.{family_in_address}.{persona}.{seed}.{number}@example.com");
        let external_id = match persona {
            Persona::OktaOin | Persona::OktaWizard => random.word("00u", 17),
            Persona::Entra | Persona::EntraFlag | Persona::OneLogin | Persona::Strict => {
                random.guid()
            }
        };
        let titled = !random.once_in(4);
        let with_mobile = random.once_in(2);
        let with_office = random.once_in(3);
        Self {
            number,
            external_id,
            email: user_name.clone(),
            user_name,
            display: format!("{given} {family}"),
            given: given.to_owned(),
            family: family.to_owned(),
            language: random.pick(words::LANGUAGES).to_owned(),
            title: titled.then(|| random.pick(words::TITLES).to_owned()),
            department: random.pick(words::DEPARTMENTS).to_owned(),
            employee_number: format!("{number:06}"),
            mobile: with_mobile.then(|| random.telephone()),
            office: with_office.then(|| format!("Room {}", random.within(100..=399))),
            manager: None,
            active: true,
            placeholder: random.word("", 8),
        }
    }

    /// Given and family name in one, as Entra's `Join` mapping makes it.
    pub(crate) fn formatted(&self) -> String {
        format!("{} {}", self.given, self.family)
    }
}
