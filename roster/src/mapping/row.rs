//! One row, as an admin writes it.

use serde::{Deserialize, Serialize};

/// Which groups, and what they give. One of `name`, `pattern` and `id` says which.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Row {
    /// The whole name, in any case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The whole name, in any case; `*` stands for any letters and `?` for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// The `id` or `externalId`, exactly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The app's user group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_group: Option<String>,
    /// A class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<ClassTarget>,
    /// Its members teach.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub teacher: bool,
    /// Nothing is made of the group, and no later row is looked at.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ignore: bool,
}

/// Which class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ClassTarget {
    /// `true`: the group itself is the class, which follows its name (D15).
    Itself(bool),
    /// A class of this name, which several groups may share.
    Named(String),
}

impl Row {
    /// What it looks for, for people to read: `name Staff`.
    pub fn looks_for(&self) -> String {
        let said = [
            ("name", &self.name),
            ("pattern", &self.pattern),
            ("id", &self.id),
        ];
        said.into_iter()
            .find_map(|(kind, text)| Some(format!("{kind} {}", text.as_ref()?)))
            .unwrap_or_default()
    }

    /// The name of the class, where it is not the group itself.
    pub fn named_class(&self) -> Option<&str> {
        match &self.class {
            Some(ClassTarget::Named(name)) => Some(name),
            _ => None,
        }
    }
}
