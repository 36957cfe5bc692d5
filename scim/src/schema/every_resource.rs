//! What every resource has, whatever its schema (RFC 7643 §3 and §3.1).

use std::sync::LazyLock;

use super::{
    attribute::Attribute,
    characteristic::{Kind, Returned},
};

/// `schemas`, `id`, `externalId` and `meta`.
pub(super) fn attributes() -> &'static [Attribute] {
    static ATTRIBUTES: LazyLock<[Attribute; 4]> = LazyLock::new(|| {
        [
            // URNs are compared without regard to case (RFC 8141 §3.1), so not `caseExact`.
            Attribute::reference("schemas", &["uri"], "The URNs of the schemas in use")
                .many()
                .required()
                .returned(Returned::Always),
            Attribute::string("id", "The server's identifier of the resource")
                .case_exact()
                .read_only()
                .returned(Returned::Always)
                .unique(),
            Attribute::string("externalId", "The client's identifier of the resource").case_exact(),
            meta(),
        ]
    });
    &*ATTRIBUTES
}

fn meta() -> Attribute {
    Attribute::complex(
        "meta",
        "What the server knows about the resource itself",
        vec![
            Attribute::string("resourceType", "The name of the resource type").case_exact(),
            Attribute::new(Kind::DateTime, "created", "When the resource was made"),
            Attribute::new(Kind::DateTime, "lastModified", "When it last changed"),
            Attribute::reference("location", &["uri"], "The URL of the resource").case_exact(),
            Attribute::string("version", "The entity tag of this state").case_exact(),
        ],
    )
    .read_only()
}
