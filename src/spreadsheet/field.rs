//! What columns of people are called.

/// What is known of a person in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    /// The address that identifies them.
    Email,
    /// What they sign in with; the address too, where there is no other.
    UserName,
    /// For people to read.
    DisplayName,
    /// The first part of that.
    GivenName,
    /// The last part.
    FamilyName,
    /// The app's user group.
    UserGroup,
    /// Several, also in several columns.
    Classes,
    /// Yes or no.
    Teacher,
    /// `teacher`, or something else.
    Role,
}

/// Each with the word for `--map`, and the names that directories give it. Entra ID: `userPrincipalName`
/// (on the page: `User principal name`), `mail`, `displayName`, `givenName`, `surname`; Okta:
/// `login`, `email`, `firstName`, `lastName`; Google: `Email Address [Required]` and so on; OneLogin:
/// `Username`, `Email`, `First Name`, `Role`; Active Directory: `sn`, `cn`, `sAMAccountName`.
const FIELDS: [(Field, &str, &[&str]); 9] = [
    (
        Field::Email,
        "email",
        &[
            "email",
            "emailaddress",
            "emailaddresses",
            "emails",
            "mail",
            "mailaddress",
            "primaryemail",
            "primaryemailaddress",
            "useremail",
            "workemail",
        ],
    ),
    (
        Field::UserName,
        "user_name",
        &[
            "login",
            "loginname",
            "samaccountname",
            "signinname",
            "upn",
            "username",
            "userprincipalname",
        ],
    ),
    (
        Field::DisplayName,
        "display_name",
        &["cn", "commonname", "displayname", "fullname", "name"],
    ),
    (
        Field::GivenName,
        "given_name",
        &["firstname", "forename", "givenname"],
    ),
    (
        Field::FamilyName,
        "family_name",
        &["familyname", "lastname", "sn", "surname"],
    ),
    (
        Field::UserGroup,
        "user_group",
        &["group", "groupname", "usergroup", "usergroupname"],
    ),
    (
        Field::Classes,
        "classes",
        &["class", "classes", "classname", "classnames"],
    ),
    (
        Field::Teacher,
        "teacher",
        &["isteacher", "teacher", "teacherstatus"],
    ),
    (Field::Role, "role", &["role", "roles", "userrole"]),
];

impl Field {
    /// By the word for `--map`.
    pub(super) fn of(word: &str) -> Option<Self> {
        let plain = plain(word);
        FIELDS
            .iter()
            .find(|(_, word, _)| self::plain(word) == plain)
            .map(|(field, ..)| *field)
    }

    /// All those words.
    pub(super) fn words() -> impl Iterator<Item = &'static str> {
        FIELDS.iter().map(|(_, word, _)| *word)
    }

    /// The word that it is written with.
    pub(crate) fn as_str(self) -> &'static str {
        FIELDS
            .iter()
            .find(|(field, ..)| *field == self)
            .map_or("", |(_, word, _)| word)
    }
}

/// What a column of this name has, in any case, with or without blanks and signs.
pub(super) fn known(name: &str) -> Option<Field> {
    let plain = plain(name);
    FIELDS
        .iter()
        .find(|(.., names)| names.contains(&&*plain))
        .map(|(field, ..)| *field)
}

/// Letters and digits, in lower case. Google writes behind a name, in brackets, who may fill it.
pub(super) fn plain(name: &str) -> String {
    let name = match name.split_once('[') {
        Some((front, _)) if !front.trim().is_empty() => front,
        _ => name,
    };
    name.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
