//! One attribute of an operation: may it be changed, and has the value its shape?

use serde_json::Value;

use super::{Mention, Reading, no_value};
use crate::{
    ScimError, ScimType,
    filter::Filter,
    leniency,
    patch::{MembersChange, Op, PatchOperation, Target},
    path::{AttributePath, Resolved},
    resource::{Member, Reader, is_blank, is_members, one_primary, read_members},
    schema::Mutability,
};

impl<'s> Reading<'_, 's> {
    /// Adds the operation, unless the attribute is ignored.
    pub(super) fn at_attribute(
        &mut self,
        path: AttributePath,
        at: Resolved<'s>,
        filter: Option<Filter>,
        value: Option<Value>,
        mention: Mention,
    ) -> Result<(), ScimError> {
        if at.attribute.is_password() {
            self.reader
                .note(leniency::PASSWORD_DROPPED, &at.attribute.name);
            return Ok(());
        }
        let follows_from_the_rest = at.extension.is_none() && at.attribute.name == "schemas";
        if follows_from_the_rest || self.is_read_only(&path, at, value.as_ref(), mention)? {
            return Ok(());
        }
        if let Some(filter) = &filter {
            check_filter(filter, &path, at, self.reader)?;
        }
        let value = if is_members(self.schema, at) {
            if mention == Mention::Key && value.as_ref().is_some_and(Value::is_null) {
                // Providers write null for what they don't mention; a rename must leave the
                // members alone.
                return Ok(());
            }
            self.members(&path, at, filter.is_some(), value)?
        } else if self.op == Op::Remove {
            self.removed(&path, at, filter.is_some(), value)?
        } else {
            Some(self.written(&path, at, filter.is_some(), value)?)
        };
        self.found.push(PatchOperation {
            index: self.index,
            op: self.op,
            target: Target { path, filter },
            value,
        });
        Ok(())
    }

    /// True if it is to be ignored.
    fn is_read_only(
        &mut self,
        path: &AttributePath,
        at: Resolved<'_>,
        value: Option<&Value>,
        mention: Mention,
    ) -> Result<bool, ScimError> {
        let read_only = at.attribute.mutability == Mutability::ReadOnly
            || at.last().mutability == Mutability::ReadOnly;
        if !read_only {
            return Ok(false);
        }
        let refusal = || {
            ScimError::typed(
                ScimType::Mutability,
                format!("'{path}' is set by the server and can't be changed. Leave it out."),
            )
        };
        let is_id = at.extension.is_none() && at.attribute.name == "id";
        let tolerance = if is_id {
            match value.and_then(Value::as_str) {
                Some(id) if id == self.id => leniency::OWN_ID,
                _ => return Err(refusal()),
            }
        } else if mention == Mention::Key {
            leniency::READ_ONLY_ATTRIBUTE
        } else {
            return Err(refusal());
        };
        self.reader.tolerate(tolerance, path, refusal)?;
        Ok(true)
    }

    fn members(
        &mut self,
        path: &AttributePath,
        at: Resolved<'_>,
        filtered: bool,
        value: Option<Value>,
    ) -> Result<Option<Value>, ScimError> {
        if filtered && self.op == Op::Replace {
            return Ok(None);
        }
        if at.sub_attribute.is_some() || filtered && self.op != Op::Remove {
            return Err(MembersChange::in_place(true));
        }
        if self.op == Op::Remove {
            if filtered {
                return Ok(None);
            }
            if value.is_none() {
                self.reader.note(leniency::REMOVE_ALL, path);
                return Ok(None);
            }
            self.tolerate_listed(path)?;
        }
        let value = value.ok_or_else(no_value)?;
        let members = read_members(self.reader, at.attribute, path, value)?;
        Ok(Some(members.into_iter().map(Member::into_value).collect()))
    }

    /// The values that are to go. Where the path itself names one place, a value adds nothing.
    fn removed(
        &mut self,
        path: &AttributePath,
        at: Resolved<'_>,
        filtered: bool,
        value: Option<Value>,
    ) -> Result<Option<Value>, ScimError> {
        if at.attribute.required && at.sub_attribute.is_none() {
            return Err(ScimError::typed(
                ScimType::Mutability,
                format!("'{path}' is required and can't be removed. Replace it instead."),
            ));
        }
        // Null is the same as none (RFC 7643 §2.5), and some serializers write it for none.
        let Some(value) = value.filter(|value| !value.is_null()) else {
            return Ok(None);
        };
        if filtered || !at.attribute.multi_valued {
            return Ok(None);
        }
        self.tolerate_listed(path)?;
        let Some(sub_attribute) = at.sub_attribute else {
            return self.reader.value(at.attribute, path, value).map(Some);
        };
        let mut listed = Vec::new();
        for value in self.reader.elements(sub_attribute, path, value)? {
            listed.push(self.reader.single(sub_attribute, path, value)?);
        }
        Ok(Some(Value::Array(listed)))
    }

    /// Entra removes members this way. To the letter it would remove all of them.
    fn tolerate_listed(&mut self, path: &AttributePath) -> Result<(), ScimError> {
        self.reader.tolerate(leniency::REMOVE_LISTED, path, || {
            ScimError::typed(
                ScimType::InvalidValue,
                format!("'remove' takes no value. Name what to remove: {path}[value eq \"…\"]."),
            )
        })
    }

    fn written(
        &mut self,
        path: &AttributePath,
        at: Resolved<'_>,
        filtered: bool,
        value: Option<Value>,
    ) -> Result<Value, ScimError> {
        let value = value.ok_or_else(no_value)?;
        let mut value = match at.sub_attribute {
            Some(sub_attribute) => self.reader.value(sub_attribute, path, value)?,
            None if filtered => self.reader.single(at.attribute, path, value)?,
            None => self.reader.value(at.attribute, path, value)?,
        };
        one_primary(&mut value, path, self.reader)?;
        if at.attribute.required && is_blank(&value) {
            return Err(ScimError::typed(
                ScimType::InvalidValue,
                format!("'{path}' is required and must not be empty."),
            ));
        }
        Ok(value)
    }
}

fn check_filter(
    filter: &Filter,
    path: &AttributePath,
    at: Resolved<'_>,
    reader: &mut Reader,
) -> Result<(), ScimError> {
    let invalid = |detail| ScimError::typed(ScimType::InvalidPath, detail);
    if !at.attribute.multi_valued {
        return Err(invalid(format!(
            "'{path}' has a single value, so there is nothing for [ ] to choose from."
        )));
    }
    let bent = filter
        .check_element(at.attribute, reader.leniency())
        .map_err(|error| invalid(error.detail))?;
    for tolerance in bent {
        reader.note(tolerance, path);
    }
    Ok(())
}
