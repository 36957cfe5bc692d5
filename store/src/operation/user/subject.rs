//! A user as the activity entry names them.

use roster::{Member, Person, TenantId};

use crate::{engine::Rows, error::EngineError, reader, record::activity::Subject};

/// As the directory says, with the member if there is one.
pub(in crate::operation) fn of(person: &Person, member: Option<&Member>) -> Subject {
    let name = person.display_name.as_ref().unwrap_or(&person.user_name);
    Subject::Person {
        user: Some(person.user.clone()),
        member: member.map(|member| member.id),
        name: Some(name.clone()),
        email: person.email.clone(),
    }
}

/// Of a call that was refused: as much as is known of the id in its URL.
pub(super) fn by_id(rows: &dyn Rows, tenant: TenantId, id: &str) -> Result<Subject, EngineError> {
    let record = match crate::record::parse_id(id) {
        Some(id) => reader::user::record(rows, tenant, id)?,
        None => None,
    };
    let Some(record) = record else {
        return Ok(Subject::user(id));
    };
    let member = match record.head.member {
        Some(member) => reader::member::by_id(rows, tenant, member)?,
        None => None,
    };
    Ok(of(&Person::of(id, &record.resource()?), member.as_ref()))
}
