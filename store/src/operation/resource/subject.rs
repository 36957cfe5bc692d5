//! A resource of a declared type as the activity entry names it.

use scim::{Resource, schema::ResourceSchema};

use crate::record::activity::Subject;

/// With its name, if its type has names.
pub(super) fn of(
    schema: &ResourceSchema,
    id: Option<&str>,
    resource: Option<&Resource>,
) -> Subject {
    Subject::Resource {
        resource_type: Some(schema.name.clone()),
        id: id.map(str::to_owned),
        name: resource
            .and_then(|resource| resource.text("displayName"))
            .map(str::to_owned),
    }
}
