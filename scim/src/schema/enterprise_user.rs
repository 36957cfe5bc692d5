//! The enterprise extension of users (RFC 7643 §4.3 and §8.7.1).

use super::{Schema, attribute::Attribute};
use crate::urn;

pub(super) fn schema() -> Schema {
    Schema::new(
        urn::ENTERPRISE_USER,
        "EnterpriseUser",
        "Enterprise User",
        vec![
            Attribute::string("employeeNumber", "What the organization numbers people by"),
            Attribute::string("costCenter", "The cost center"),
            Attribute::string("organization", "The organization"),
            Attribute::string("division", "The division"),
            Attribute::string("department", "The department"),
            Attribute::complex("manager", "The person's manager", manager()),
        ],
    )
}

fn manager() -> Vec<Attribute> {
    vec![
        Attribute::string("value", "The id of the manager"),
        Attribute::reference("$ref", &["User"], "The URL of the manager"),
        Attribute::string("displayName", "The name of the manager").read_only(),
    ]
}
