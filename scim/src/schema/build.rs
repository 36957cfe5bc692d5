//! How the tables of this folder are written: each attribute starts from the defaults of RFC 7643
//! §2.2 and says only what differs.

use super::{
    attribute::Attribute,
    characteristic::{Kind, Mutability, Returned, Uniqueness},
};

impl Attribute {
    pub(super) fn new(kind: Kind, name: &str, description: &str) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            multi_valued: false,
            required: false,
            case_exact: false,
            mutability: Mutability::ReadWrite,
            returned: Returned::Default,
            uniqueness: Uniqueness::None,
            description: description.to_owned(),
            canonical_values: Vec::new(),
            reference_types: Vec::new(),
            default: None,
            sub_attributes: Vec::new(),
        }
    }

    pub(super) fn string(name: &str, description: &str) -> Self {
        Self::new(Kind::String, name, description)
    }

    pub(super) fn boolean(name: &str, description: &str) -> Self {
        Self::new(Kind::Boolean, name, description)
    }

    pub(super) fn reference(name: &str, to: &[&str], description: &str) -> Self {
        Self {
            reference_types: to.iter().copied().map(str::to_owned).collect(),
            ..Self::new(Kind::Reference, name, description)
        }
    }

    pub(super) fn complex(name: &str, description: &str, sub_attributes: Vec<Self>) -> Self {
        Self {
            sub_attributes,
            ..Self::new(Kind::Complex, name, description)
        }
    }

    pub(super) fn many(self) -> Self {
        Self {
            multi_valued: true,
            ..self
        }
    }

    pub(super) fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }

    pub(super) fn case_exact(self) -> Self {
        Self {
            case_exact: true,
            ..self
        }
    }

    pub(super) fn suggesting(self, values: &[&str]) -> Self {
        Self {
            canonical_values: values.iter().copied().map(str::to_owned).collect(),
            ..self
        }
    }

    pub(super) fn mutability(self, mutability: Mutability) -> Self {
        Self { mutability, ..self }
    }

    pub(super) fn returned(self, returned: Returned) -> Self {
        Self { returned, ..self }
    }

    pub(super) fn unless_said(self, default: bool) -> Self {
        Self {
            default: Some(default),
            ..self
        }
    }

    pub(super) fn unique(self) -> Self {
        Self {
            uniqueness: Uniqueness::Server,
            ..self
        }
    }

    /// Sets `readOnly` here and below.
    pub(super) fn read_only(self) -> Self {
        Self {
            mutability: Mutability::ReadOnly,
            sub_attributes: self
                .sub_attributes
                .into_iter()
                .map(Self::read_only)
                .collect(),
            ..self
        }
    }
}
