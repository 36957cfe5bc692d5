//! A person as a directory record describes them.

use scim::Resource;

/// What membership needs to know of a directory record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The directory record's id.
    pub user: String,
    /// As the directory writes it.
    pub user_name: String,
    /// For people to read.
    pub display_name: Option<String>,
    /// The address that identifies the member; none means "no address yet".
    pub email: Option<String>,
    /// Whether the directory gives access. None where it has taken its word back: then everything
    /// stays as it is.
    pub active: Option<bool>,
}

impl Person {
    /// Whether somebody new gets access: only by the directory's word.
    pub fn gets_access(&self) -> bool {
        self.active == Some(true)
    }

    /// Reads a User resource. The address is the first of `emails` (primary first) that is one, or
    /// else a `userName` that is one.
    pub fn of(user: &str, resource: &Resource) -> Self {
        let user_name = resource.text("userName").unwrap_or("");
        let email = resource
            .emails()
            .into_iter()
            .chain([user_name])
            .map(str::trim)
            .find(|text| is_address(text));
        Self {
            user: user.to_owned(),
            user_name: user_name.to_owned(),
            display_name: display_name(resource),
            email: email.map(str::to_owned),
            active: resource.boolean("active"),
        }
    }
}

/// Enough to tell an address from a login: the app that sends mail knows the rest.
pub fn is_address(text: &str) -> bool {
    match text.split_once('@') {
        Some((local, domain)) => {
            !local.is_empty()
                && !domain.is_empty()
                && !domain.contains('@')
                && !text.contains(|letter: char| letter.is_whitespace() || letter.is_control())
        }
        None => false,
    }
}

fn display_name(resource: &Resource) -> Option<String> {
    let said = ["displayName", "name.formatted"]
        .iter()
        .filter_map(|path| resource.text(path))
        .find(|name| !name.trim().is_empty());
    if let Some(name) = said {
        return Some(name.to_owned());
    }
    let parts: Vec<&str> = ["name.givenName", "name.familyName"]
        .iter()
        .filter_map(|path| resource.text(path))
        .filter(|part| !part.trim().is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

#[cfg(test)]
mod tests;
