//! What the bulkIds of one request have come to stand for.

use std::{borrow::Cow, collections::HashMap};

use serde_json::Value;

use super::{
    Method, Operation,
    reference::{self, Place},
};
use crate::{ScimError, ScimType};

/// The bulkIds that POST operations define, while the operations are carried out.
#[derive(Debug, Clone)]
pub struct References {
    fates: HashMap<String, Fate>,
}

#[derive(Debug, Clone)]
enum Fate {
    /// Its turn is still to come.
    Pending,
    /// It has this id.
    Made(String),
    Failed,
}

impl References {
    /// Nothing has been made yet.
    pub fn of(operations: &[Operation]) -> Self {
        let posts = operations
            .iter()
            .filter(|operation| operation.method == Method::Post);
        Self {
            fates: posts
                .filter_map(|post| Some((post.bulk_id.clone()?, Fate::Pending)))
                .collect(),
        }
    }

    /// What this POST was to make has this id.
    pub fn made(&mut self, bulk_id: &str, id: &str) {
        self.end(bulk_id, Fate::Made(id.to_owned()));
    }

    /// What this POST was to make does not exist.
    pub fn failed(&mut self, bulk_id: &str) {
        self.end(bulk_id, Fate::Failed);
    }

    /// The path with the id in place of a reference.
    ///
    /// 400 `invalidValue` for a bulkId that no POST has, 409 for one whose POST failed.
    pub fn settle_path<'p>(&self, path: &'p str) -> Result<Cow<'p, str>, ScimError> {
        let settled = Place::Url.text_with(path, &mut |bulk_id| self.id(bulk_id))?;
        Ok(settled.map_or(Cow::Borrowed(path), Cow::Owned))
    }

    /// Puts the ids in place of all references; errors as [`Self::settle_path`].
    pub fn settle(&self, data: &mut Value) -> Result<(), ScimError> {
        reference::put(data, &mut |bulk_id| self.id(bulk_id))
    }

    /// Takes the values out of a POST's data that refer to what is still to be made. What is made
    /// without them has to be completed later.
    pub fn leave_out_pending(&self, data: &mut Value) {
        if let Value::Object(resource) = data {
            let is_pending = |bulk_id: &str| matches!(self.fates.get(bulk_id), Some(Fate::Pending));
            reference::leave_out(resource, &is_pending);
        }
    }

    fn end(&mut self, bulk_id: &str, end: Fate) {
        if let Some(fate) = self.fates.get_mut(bulk_id) {
            *fate = end;
        }
    }

    fn id(&self, bulk_id: &str) -> Result<String, ScimError> {
        match self.fates.get(bulk_id) {
            Some(Fate::Made(id)) => Ok(id.clone()),
            Some(Fate::Failed | Fate::Pending) => Err(ScimError::new(
                409,
                format!(
                    "This refers to bulkId:{bulk_id}, and the POST operation with this bulkId \
                     failed. Correct that one, and send both again."
                ),
            )),
            None => Err(ScimError::typed(
                ScimType::InvalidValue,
                format!(
                    "This refers to bulkId:{bulk_id}, but no POST operation of this request has \
                     the bulkId '{bulk_id}'."
                ),
            )),
        }
    }
}
