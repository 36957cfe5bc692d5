//! The checks of an error body (RFC 7644 §3.12).

use serde_json::Value;

use super::Answer;
use super::listing::has_schema;
use crate::failure::Failure;

const ERROR: &str = "urn:ietf:params:scim:api:messages:2.0:Error";

impl Answer {
    /// The answer must be an error of `status` that a person can read.
    pub(crate) fn problem(&self, status: u16, why: &str) -> Result<(), Failure> {
        self.accept(&[status], why)?;
        let body = self.json()?;
        if !has_schema(body, ERROR) {
            return Err(self.objection(ERROR, "the error could not be deserialised"));
        }
        let text = |name: &str| body.get(name).and_then(Value::as_str);
        if text("status") != Some(status.to_string().as_str()) {
            let expected = format!("status \"{status}\" as a JSON string");
            return Err(self.objection(expected, "RFC 7644 §3.12"));
        }
        if text("detail").is_none_or(str::is_empty) {
            return Err(self.objection("a detail", "the administrator is shown this text"));
        }
        Ok(())
    }

    /// The answer must be the refusal of a duplicate.
    pub(crate) fn duplicate(&self) -> Result<(), Failure> {
        self.problem(409, "the object exists and must not exist twice")?;
        self.called("uniqueness", "RFC 7644 §3.3")
    }

    /// The answer must be a refusal with this status and, where the RFCs have one, this word.
    pub(crate) fn refused(
        &self,
        status: u16,
        scim_type: Option<&str>,
        why: &str,
    ) -> Result<(), Failure> {
        self.accept(&[status], why)?;
        match scim_type {
            Some(word) => self.called(word, why),
            None => Ok(()),
        }
    }

    fn called(&self, word: &str, why: &str) -> Result<(), Failure> {
        let scim_type = self.json()?.get("scimType").and_then(Value::as_str);
        self.must(scim_type == Some(word), format!("scimType {word}"), why)
    }
}
