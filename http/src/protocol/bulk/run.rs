//! The operations of one bulk request, one after the other.

use std::{borrow::Cow, collections::HashMap};

use http::StatusCode;
use scim::{
    ScimError,
    bulk::{self, BulkRequest, Method, Operation, OperationResponse, References, Step},
};
use serde_json::Value;

use super::{
    super::{content::Content, dispatch::Arrived, render, write::Changed},
    admission::Counted,
    inner::Inner,
    location,
    outcome::{incomplete, made_by, refused, response},
};
use crate::provider::{Document, Failure, Provider};

/// Carries the operations out, and stops after as many errors as the request allows. The responses
/// are in the order of the request; what was not tried has none.
pub(super) async fn run<P: Provider>(
    arrived: &Arrived<'_, P>,
    base_url: &str,
    request: BulkRequest,
    counted: Counted,
) -> Vec<OperationResponse> {
    let mut operations = request.operations;
    if let Some(first) = operations.first_mut() {
        // There is no activity entry of the request as a whole that could hold them.
        first.notes.splice(0..0, request.notes);
    }
    let mut run = Run {
        arrived,
        base_url,
        counted,
        references: References::of(&operations),
        responses: vec![None; operations.len()],
        begun: HashMap::new(),
        errors: 0,
        halted: None,
    };
    for step in bulk::plan(&operations) {
        if request
            .fail_on_errors
            .is_some_and(|most| run.errors >= most)
        {
            break;
        }
        let (Step::Whole(index) | Step::Begin(index) | Step::Complete(index)) = step;
        let Some(operation) = operations.get_mut(index) else {
            continue;
        };
        let response = match step {
            Step::Whole(_) => Some(run.whole(operation).await),
            Step::Begin(_) => Some(run.begin(index, operation).await),
            Step::Complete(_) => run.complete(index, operation).await,
        };
        if let (Some(response), Some(slot)) = (response, run.responses.get_mut(index)) {
            *slot = Some(response);
        }
    }
    run.responses.into_iter().flatten().collect()
}

struct Run<'a, 'r, P> {
    arrived: &'a Arrived<'r, P>,
    base_url: &'a str,
    counted: Counted,
    references: References,
    responses: Vec<Option<OperationResponse>>,
    /// What was made without its references, by the number of its operation.
    begun: HashMap<usize, Document>,
    errors: u64,
    /// Why no further operation is tried.
    halted: Option<ScimError>,
}

impl<P: Provider> Run<'_, '_, P> {
    async fn whole(&mut self, operation: &mut Operation) -> OperationResponse {
        let data = operation.data.take();
        match self.perform(operation, data).await {
            Ok(Changed { status, document }) => {
                if let (Some(bulk_id), Some(made)) = (made_by(operation), &document) {
                    self.references.made(bulk_id, &made.id);
                }
                let location = match &document {
                    Some(document) => document.location.clone(),
                    None => self.location(operation),
                };
                OperationResponse {
                    status: status.as_u16(),
                    version: document.map(|document| document.tag.to_string()),
                    location: Some(location),
                    ..response(operation)
                }
            }
            Err(error) => self.failed(operation, error),
        }
    }

    /// Makes a resource without those of its references that can't be settled yet. The response
    /// is the one that holds if the request ends before it is completed.
    async fn begin(&mut self, index: usize, operation: &Operation) -> OperationResponse {
        let mut data = operation.data.clone();
        if let Some(data) = &mut data {
            self.references.leave_out_pending(data);
        }
        let made = match self.perform(operation, data).await {
            Ok(Changed { document, .. }) => document,
            Err(error) => return self.failed(operation, error),
        };
        let Some(made) = made else {
            return self.failed(operation, render::in_words(Failure::Broken));
        };
        if let Some(bulk_id) = made_by(operation) {
            self.references.made(bulk_id, &made.id);
        }
        let ended = ScimError::new(409, "The bulk request ended before they could be set.");
        let response = incomplete(operation, &made, &ended);
        self.begun.insert(index, made);
        response
    }

    /// Writes what was begun again, with all that it refers to. None if it could not be begun.
    async fn complete(
        &mut self,
        index: usize,
        operation: &mut Operation,
    ) -> Option<OperationResponse> {
        let made = self.begun.remove(&index)?;
        let completion = Operation {
            method: Method::Put,
            bulk_id: None,
            // Only what was begun here is written over.
            version: Some(made.tag.to_string()),
            path: made.location.clone(),
            data: None,
            notes: Vec::new(),
        };
        let data = operation.data.take();
        Some(match self.perform(&completion, data).await {
            Ok(Changed { document, .. }) => OperationResponse {
                status: StatusCode::CREATED.as_u16(),
                version: document.map(|document| document.tag.to_string()),
                location: Some(made.location),
                ..response(operation)
            },
            Err(error) => {
                self.errors += 1;
                incomplete(operation, &made, &error)
            }
        })
    }

    /// Settles the references and carries the operation out.
    async fn perform(
        &mut self,
        operation: &Operation,
        data: Option<Value>,
    ) -> Result<Changed, ScimError> {
        if let Some(error) = &self.halted {
            return Err(error.clone());
        }
        let path = self.references.settle_path(&operation.path);
        let content = self.content(operation, data);
        let (path, content) = match path {
            Ok(path) => (path, content),
            Err(error) => (Cow::Borrowed(operation.path.as_str()), Err(error)),
        };
        let inner = Inner {
            method: &operation.method,
            path: location::below(self.base_url, &path),
            version: operation.version.as_deref(),
            content,
            counted: self.counted,
        };
        let outcome = inner.perform(self.arrived, self.base_url).await;
        outcome.map_err(|failure| {
            self.halted = match &failure {
                // A token that is out stays out; to try it again would look like guessing.
                Failure::Unauthorized(_) => Some(render::in_words(failure.clone())),
                // Nor would the others be answered in time, and each would be waited for.
                Failure::Unknown => Some(render::in_words(Failure::Busy { retry_after: 1 })),
                _ => None,
            };
            render::in_words(failure)
        })
    }

    fn content(&self, operation: &Operation, data: Option<Value>) -> Result<Content, ScimError> {
        let mut data = data.unwrap_or(Value::Null);
        self.references.settle(&mut data)?;
        Ok(Content::Read {
            data,
            notes: operation.notes.clone(),
        })
    }

    fn failed(&mut self, operation: &Operation, error: ScimError) -> OperationResponse {
        self.errors += 1;
        let makes = made_by(operation);
        if let Some(bulk_id) = makes {
            self.references.failed(bulk_id);
        }
        OperationResponse {
            location: makes.is_none().then(|| self.location(operation)),
            ..refused(operation, error)
        }
    }

    fn location(&self, operation: &Operation) -> String {
        let path = self.references.settle_path(&operation.path);
        location::url(self.base_url, path.as_deref().unwrap_or(&operation.path))
    }
}
