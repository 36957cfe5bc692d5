//! Schemas and resource types of an account: what its admin declares, as data.

use roster::Tenant;
use scim::{
    ScimError,
    schema::{Catalog, Declarations, Extension, Schema, TypeDocument},
};

use super::{
    Call, Operation, Refusal, RunError, tenant,
    work::{self, Draft, Work},
};
use crate::{
    error::EngineError,
    key,
    overlay::Overlay,
    reader,
    record::{
        activity::{Event, OperationName, Subject},
        encode,
    },
};

/// Changes what is declared.
#[derive(Debug, Clone)]
pub struct Declare {
    /// Who, when.
    pub call: Call,
    /// What to change.
    pub declaration: Declaration,
}

/// One change.
#[derive(Debug, Clone)]
pub enum Declaration {
    /// A schema, new or grown, and the resource types that it extends.
    Schema(Box<Schema>, Vec<Extension>),
    /// A resource type, new or grown.
    Type(TypeDocument),
    /// The end of a schema, by its URN. Whether resources still have values of it is looked up by
    /// the caller, because to look at each here would hold all other writes up; only unique values
    /// are looked for, whose rows would be left behind.
    WithdrawSchema(String),
    /// The end of a resource type, by its name; it must have no resources.
    WithdrawType(String),
}

impl Operation for Declare {
    type Output = Declarations;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let work = Work::begin(tx, &self.call)?;
        let mut declarations = reader::catalog::declarations(work.tx, work.tenant_id())?;
        let changed = self.apply(&work, &mut declarations)?;
        let mut draft = Draft::new(OperationName::SchemaChange, self.subject());
        if !changed {
            work.find_unchanged(draft)?;
            return Ok(declarations);
        }
        // What can't be built later is refused now.
        let catalog = declarations.catalog()?;
        no_resources_lack(&work, &catalog)?;
        let after = Tenant {
            declarations: declarations.version,
            ..work.tenant.clone()
        };
        tenant::write(work.tx, Some(&work.tenant), &after)?;
        let row = encode("declarations", &declarations)?;
        work.tx.put(key::declarations(after.id), row);
        draft
            .events
            .push(Event::new(Event::SCHEMA_CHANGED, [self.name()]));
        work.succeed(draft)?;
        Ok(declarations)
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        let who = Some(self.subject());
        work::record_refusal(tx, &self.call, OperationName::SchemaChange, who, refusal)
    }
}

impl Declare {
    fn apply(
        &self,
        work: &Work<'_, '_>,
        declarations: &mut Declarations,
    ) -> Result<bool, RunError> {
        match &self.declaration {
            Declaration::Schema(schema, extends) => {
                Ok(declarations.declare_schema(schema, extends.clone())?)
            }
            Declaration::Type(document) => Ok(declarations.declare_type(document)?),
            Declaration::WithdrawSchema(id) => {
                no_unique_values(work, id)?;
                declarations.withdraw_schema(id)?;
                Ok(true)
            }
            Declaration::WithdrawType(name) => {
                let kind = declarations.kind_of(name);
                let resources = kind.map_or(0, |kind| work.counters.of(kind));
                if resources > 0 {
                    return Err(
                        in_use(&format!("{resources} resources are of the type {name}")).into(),
                    );
                }
                declarations.withdraw_type(name)?;
                Ok(true)
            }
        }
    }

    fn subject(&self) -> Subject {
        Subject::Schema {
            id: self.name().to_owned(),
        }
    }

    fn name(&self) -> &str {
        match &self.declaration {
            Declaration::Schema(schema, _) => &schema.id,
            Declaration::Type(document) => &document.name,
            Declaration::WithdrawSchema(name) | Declaration::WithdrawType(name) => name,
        }
    }
}

/// 409: a resource that is there can't have what is required from now on.
fn no_resources_lack(work: &Work<'_, '_>, after: &Catalog) -> Result<(), ScimError> {
    for schema in after.types() {
        let resources = work.counters.of(schema.kind);
        let before = work.catalog.get(schema.kind);
        let new = schema.extensions.iter().find(|(extension, required)| {
            *required && !before.is_some_and(|before| before.requires(&extension.id))
        });
        if let (Some((extension, _)), true) = (new, resources > 0) {
            return Err(in_use(&format!(
                "{resources} resources of the type {} may lack {}, so it can't be required",
                schema.name, extension.id
            )));
        }
    }
    Ok(())
}

/// 409: a resource has a unique value of an extension.
fn no_unique_values(work: &Work<'_, '_>, extension: &str) -> Result<(), RunError> {
    for schema in work.catalog.types() {
        for path in schema.unique_paths_of(extension) {
            let span = key::unique_values(work.tenant_id(), schema.kind, &path);
            if reader::scan::first(work.tx, &span, |_, _| Ok(()))?.is_some() {
                return Err(in_use(&format!("resources have values of {path}")).into());
            }
        }
    }
    Ok(())
}

fn in_use(what: &str) -> ScimError {
    ScimError::new(409, format!("Nothing was changed: {what}."))
}
