//! Schemas and resource types: declaring, withdrawing and showing them.

use std::sync::Arc;

use roster::TenantId;
use rosterd_http::admin::{
    Admin, Extends, NewSchema, PageOf, Problem, ResourceTypeView, SchemaView,
};
use scim::{
    ResourceKind, ScimError,
    schema::{Catalog, Declarations, Extension, ResourceSchema, Schema, TypeDocument},
};
use serde_json::Value;
use store::{
    engine::Snapshot,
    operation::declare::{Declaration, Declare},
    reader,
};

use super::{
    TreeAdministration, find,
    problem::{broken, invalid, no_such, unreadable, written},
};

/// Resources that are counted before an answer says "many".
const COUNTED: u64 = 1_000;

impl TreeAdministration {
    pub(super) fn list_schemas(&self, tenant: &str) -> Result<PageOf<SchemaView>, Problem> {
        let snapshot = self.snapshot()?;
        let tenant = find(&*snapshot, tenant)?;
        let declarations = declarations(&*snapshot, tenant.id)?;
        Ok(PageOf {
            items: declarations.schemas().map(view).collect(),
            next: None,
        })
    }

    pub(super) async fn add_schema(
        &self,
        by: &Admin,
        tenant: &str,
        id: &str,
        new: NewSchema,
    ) -> Result<SchemaView, Problem> {
        let schema = Schema::from_document(new.schema).map_err(refused)?;
        if !schema.id.eq_ignore_ascii_case(id) {
            return Err(invalid(format!(
                "The document's id is {}, but the URL names {id}.",
                schema.id
            )));
        }
        let id = schema.id.clone();
        let extends = new
            .extends
            .into_iter()
            .map(|extends| Extension {
                resource_type: extends.resource_type,
                required: extends.required,
            })
            .collect();
        let declaration = Declaration::Schema(Box::new(schema), extends);
        let declarations = self.declare(by, tenant, declaration).await?;
        one(&declarations, &id)
    }

    pub(super) async fn remove_schema(
        &self,
        by: &Admin,
        tenant: &str,
        id: &str,
    ) -> Result<SchemaView, Problem> {
        let snapshot: Arc<dyn Snapshot> = self.snapshot()?.into();
        let known = find(&*snapshot, tenant)?.id;
        let shown = one(&declarations(&*snapshot, known)?, id)?;
        let urn = shown.id.clone();
        // It may have to look at every resource.
        let in_use = tokio::task::spawn_blocking(move || {
            reader::catalog::in_use(&*snapshot, known, &urn, COUNTED)
        })
        .await
        .map_err(|error| broken(&error))?
        .map_err(|error| unreadable(&error))?;
        if in_use > 0 {
            let count = match in_use {
                1 => "One resource has".to_owned(),
                COUNTED.. => format!("{COUNTED} or more resources have"),
                _ => format!("{in_use} resources have"),
            };
            return Err(Problem::new(
                409,
                "schema-in-use",
                "Resources have values of this schema",
                format!("{count} values of {id}. Clear those first."),
            ));
        }
        let declaration = Declaration::WithdrawSchema(shown.id.clone());
        self.declare(by, tenant, declaration).await?;
        Ok(shown)
    }

    pub(super) fn list_types(&self, tenant: &str) -> Result<PageOf<ResourceTypeView>, Problem> {
        let snapshot = self.snapshot()?;
        let tenant = find(&*snapshot, tenant)?;
        let catalog =
            reader::catalog::of(&*snapshot, tenant.id).map_err(|error| unreadable(&error))?;
        Ok(PageOf {
            items: type_views(&*snapshot, tenant.id, &catalog)?,
            next: None,
        })
    }

    pub(super) async fn add_type(
        &self,
        by: &Admin,
        tenant: &str,
        name: &str,
        document: Value,
    ) -> Result<ResourceTypeView, Problem> {
        let document = TypeDocument::from_document(document).map_err(refused)?;
        if !document.name.eq_ignore_ascii_case(name) {
            return Err(invalid(format!(
                "The document's name is {}, but the URL names {name}.",
                document.name
            )));
        }
        self.declare(by, tenant, Declaration::Type(document))
            .await?;
        self.resource_type(tenant, name)
    }

    pub(super) async fn remove_type(
        &self,
        by: &Admin,
        tenant: &str,
        name: &str,
    ) -> Result<ResourceTypeView, Problem> {
        let shown = self.resource_type(tenant, name)?;
        let declaration = Declaration::WithdrawType(shown.name.clone());
        self.declare(by, tenant, declaration).await?;
        Ok(shown)
    }

    fn resource_type(&self, tenant: &str, name: &str) -> Result<ResourceTypeView, Problem> {
        self.list_types(tenant)?
            .items
            .into_iter()
            .find(|view| view.name.eq_ignore_ascii_case(name))
            .ok_or_else(|| no_such("resource-type", name))
    }

    async fn declare(
        &self,
        by: &Admin,
        tenant: &str,
        declaration: Declaration,
    ) -> Result<Declarations, Problem> {
        let visit = self.visit(tenant).await?;
        let operation = Declare {
            call: self.call(by, visit.id()),
            declaration,
        };
        visit
            .directory
            .write(self.limit(), operation)
            .await
            .map_err(written)
    }
}

fn declarations(snapshot: &dyn Snapshot, tenant: TenantId) -> Result<Declarations, Problem> {
    reader::catalog::declarations(snapshot, tenant).map_err(|error| unreadable(&error))
}

fn one(declarations: &Declarations, id: &str) -> Result<SchemaView, Problem> {
    declarations
        .schemas()
        .map(view)
        .find(|view| view.id.eq_ignore_ascii_case(id))
        .ok_or_else(|| no_such("schema", id))
}

fn view((document, extends): (&Value, &[Extension])) -> SchemaView {
    let text = |key: &str| {
        let text = document.get(key).and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    };
    SchemaView {
        id: text("id"),
        name: text("name"),
        extends: extends
            .iter()
            .map(|extension| Extends {
                resource_type: extension.resource_type.clone(),
                required: extension.required,
            })
            .collect(),
        schema: document.clone(),
    }
}

fn type_views(
    snapshot: &dyn Snapshot,
    tenant: TenantId,
    catalog: &Catalog,
) -> Result<Vec<ResourceTypeView>, Problem> {
    let counters = reader::counters::of(snapshot, tenant).map_err(|error| unreadable(&error))?;
    let declared = |schema: &&ResourceSchema| matches!(schema.kind, ResourceKind::Declared(_));
    let types = catalog.types().filter(declared);
    Ok(types
        .map(|schema| ResourceTypeView {
            name: schema.name.clone(),
            endpoint: schema.endpoint.clone(),
            description: schema.description.clone(),
            schema: schema.core.id.clone(),
            extensions: schema
                .extensions
                .iter()
                .map(|(extension, _)| extension.id.clone())
                .collect(),
            resources: counters.of(schema.kind),
        })
        .collect())
}

fn refused(error: ScimError) -> Problem {
    invalid(error.detail)
}
