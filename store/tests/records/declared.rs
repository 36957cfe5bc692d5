//! Schemas and resource types that a tenant declares, and the rows of their resources.

use std::sync::Arc;

use roster::Replace;
use scim::{
    Leniency, Resource, ResourceKind,
    resource::Incoming,
    schema::{Declarations, Extension, ResourceSchema, Schema, TypeDocument},
};
use serde_json::{Value, json};
use store::{
    operation::{
        Deleted, Refusal, Written,
        declare::{Declaration, Declare},
        resource::{CreateResource, DeleteResource, PatchResource, ReplaceResource},
        user::CreateUser,
    },
    reader,
    record::activity::{OperationName, Source},
};

use crate::{
    bodies::{patch_body, refused, user},
    world::World,
};

const BADGE: &str = "urn:example:Badge";
const DEVICE: &str = "urn:example:Device";
const KIND: ResourceKind = ResourceKind::Declared(1);

impl World {
    fn declare(&mut self, declaration: Declaration) -> Result<Declarations, Refusal> {
        let operation = Declare {
            call: self.call(),
            declaration,
        };
        let outcome = self.run(&operation);
        self.catalog = reader::catalog::of(&*self.rows(), self.tenant).unwrap();
        outcome
    }

    fn create_device(&mut self, serial: &str) -> Result<Written, Refusal> {
        let incoming = self.device(&json!({ "serial": serial, "externalId": serial }));
        let operation = CreateResource {
            call: self.call(),
            kind: KIND,
            id: self.id(),
            incoming,
        };
        self.run(&operation)
    }

    fn replace_device(&mut self, id: &str, body: &Value) -> Result<Written, Refusal> {
        let operation = ReplaceResource {
            call: self.call(),
            kind: KIND,
            id: id.to_owned(),
            precondition: None,
            incoming: self.device(body),
        };
        self.run(&operation)
    }

    fn patch_device(&mut self, id: &str, operations: Value) -> Result<Written, Refusal> {
        let schema = self.catalog.get(KIND).unwrap();
        let operation = PatchResource {
            call: self.call(),
            kind: KIND,
            id: id.to_owned(),
            precondition: None,
            request: patch_body(operations, id, schema),
        };
        self.run(&operation)
    }

    fn delete_device(&mut self, id: &str) -> Result<Deleted, Refusal> {
        let operation = DeleteResource {
            call: self.call(),
            kind: KIND,
            id: id.to_owned(),
            precondition: None,
        };
        self.run(&operation)
    }

    fn device(&self, body: &Value) -> Incoming {
        let mut body = body.clone();
        body["schemas"] = json!([DEVICE]);
        read(body, self.catalog.get(KIND).unwrap())
    }

    fn create_badged(&mut self, name: &str, number: &str) -> Result<Written, Refusal> {
        let mut body = user(name);
        body[BADGE] = json!({ "number": number });
        let incoming = read(body, self.catalog.user());
        let operation = CreateUser {
            call: self.call(),
            id: self.id(),
            new_member: roster::MemberId(self.id()),
            incoming,
        };
        self.run(&operation)
    }
}

fn read(body: Value, schema: &ResourceSchema) -> Incoming {
    Resource::from_client(body, schema, Leniency::lenient()).unwrap()
}

fn schema(id: &str, attributes: &Value) -> Schema {
    let document = json!({ "id": id, "name": "Example", "attributes": attributes });
    Schema::from_document(document).unwrap()
}

fn badge() -> Declaration {
    let number = json!([{ "name": "number", "uniqueness": "server" }]);
    let of_users = Extension {
        resource_type: "User".to_owned(),
        required: false,
    };
    Declaration::Schema(Box::new(schema(BADGE, &number)), vec![of_users])
}

fn with_devices() -> World {
    let mut world = World::new();
    let serial = json!([
        { "name": "serial", "required": true, "uniqueness": "server" },
        { "name": "room" },
        { "name": "made", "mutability": "immutable" },
    ]);
    world
        .declare(Declaration::Schema(
            Box::new(schema(DEVICE, &serial)),
            Vec::new(),
        ))
        .unwrap();
    let document = json!({ "name": "Device", "endpoint": "/Devices", "schema": DEVICE });
    let document = TypeDocument::from_document(document).unwrap();
    world.declare(Declaration::Type(document)).unwrap();
    world
}

#[test]
fn a_declaration_is_in_the_history_and_its_repetition_changes_nothing() {
    let mut world = World::new();
    world.declare(badge()).unwrap();
    let entry = world.last_entry();
    assert_eq!(entry.operation, OperationName::SchemaChange);
    let version = world.catalog.version();
    world.declare(badge()).unwrap();
    assert_eq!(world.catalog.version(), version);
}

#[test]
fn a_resource_takes_a_row_for_itself_each_key_the_counters_and_the_entry() {
    let mut world = with_devices();
    let id = world.create_device("S-1").unwrap().id;
    assert_eq!(world.last_changes, 5);
    assert_eq!(world.counters().of(KIND), 1);
    world
        .patch_device(&id, json!([{"op": "add", "path": "room", "value": "7"}]))
        .unwrap();
    assert_eq!(world.last_changes, 3);
    world.delete_device(&id).unwrap();
    assert_eq!(world.last_changes, 5);
    assert_eq!(world.counters().of(KIND), 0);
}

#[test]
fn a_unique_value_is_free_again_when_its_resource_has_another_or_is_gone() {
    let mut world = with_devices();
    let first = world.create_device("S-1").unwrap().id;
    let (status, scim_type, detail) = refused(world.create_device("s-1"));
    assert_eq!((status, scim_type), (409, Some("uniqueness")));
    assert!(detail.contains(&first), "{detail}");

    let second = world.create_device("S-2").unwrap().id;
    let taken = json!({ "serial": "S-1" });
    assert_eq!(refused(world.replace_device(&second, &taken)).0, 409);
    let move_on = json!([{"op": "replace", "path": "serial", "value": "S-3"}]);
    world.patch_device(&first, move_on).unwrap();
    world.replace_device(&second, &taken).unwrap();
    world.delete_device(&second).unwrap();
    world.create_device("S-1").unwrap();
}

#[test]
fn a_put_keeps_what_is_set_once_and_what_it_is_silent_on_if_the_tenant_wants_so() {
    let mut world = with_devices();
    let id = world.create_device("S-1").unwrap().id;
    let full = json!({ "serial": "S-1", "room": "7", "made": "1999" });
    world.replace_device(&id, &full).unwrap();
    let other = json!({ "serial": "S-1", "made": "2000" });
    assert_eq!(
        refused(world.replace_device(&id, &other)).1,
        Some("mutability")
    );

    let silent = json!({ "serial": "S-1" });
    world.set_replace(Replace::Keep);
    assert!(!world.replace_device(&id, &silent).unwrap().changed());
    assert_eq!(
        refused(world.replace_device(&id, &other)).1,
        Some("mutability")
    );
    world.set_replace(Replace::Clear);
    let cleared = world.replace_device(&id, &silent).unwrap();
    let stored = Resource::from_stored(&cleared.body).unwrap();
    assert_eq!(
        (stored.text("room"), stored.text("made")),
        (None, Some("1999"))
    );
}

#[test]
fn a_schema_with_unique_values_is_not_withdrawn() {
    let mut world = World::new();
    world.declare(badge()).unwrap();
    world.create_badged("ada", "A1").unwrap();
    let (status, _, detail) = refused(world.create_badged("bob", "a1"));
    assert!(status == 409 && detail.contains(BADGE), "{detail}");
    let withdraw = Declaration::WithdrawSchema(BADGE.to_owned());
    let (status, _, detail) = refused(world.declare(withdraw));
    assert!(status == 409 && detail.contains("number"), "{detail}");
    assert!(world.catalog.user().extension(BADGE).is_some());
}

#[test]
fn a_type_is_withdrawn_when_it_has_no_resources_and_its_number_is_not_used_again() {
    let mut world = with_devices();
    let id = world.create_device("S-1").unwrap().id;
    let withdraw = || Declaration::WithdrawType("Device".to_owned());
    assert_eq!(refused(world.declare(withdraw())).0, 409);
    world.delete_device(&id).unwrap();
    let stale = Arc::clone(&world.catalog);
    world.declare(withdraw()).unwrap();

    // Who was told of the type a moment ago is told that it is gone.
    world.catalog = stale;
    assert_eq!(refused(world.create_device("S-2")).0, 404);
    let document = json!({ "name": "Device", "endpoint": "/Devices", "schema": DEVICE });
    let document = TypeDocument::from_document(document).unwrap();
    world.declare(Declaration::Type(document)).unwrap();
    assert_eq!(
        world.catalog.by_endpoint("Devices").unwrap().kind,
        ResourceKind::Declared(2)
    );
}

#[test]
fn an_extension_is_not_required_of_a_type_that_has_resources() {
    let mut world = with_devices();
    let lease = Box::new(schema("urn:example:Lease", &json!([{ "name": "until" }])));
    let of_devices = |required| Extension {
        resource_type: "Device".to_owned(),
        required,
    };
    let optional = Declaration::Schema(lease.clone(), vec![of_devices(false)]);
    world.declare(optional).unwrap();
    let id = world.create_device("S-1").unwrap().id;

    let document = json!({
        "name": "Device", "endpoint": "/Devices", "schema": DEVICE,
        "schemaExtensions": [{ "schema": "urn:example:Lease", "required": true }],
    });
    let document = TypeDocument::from_document(document).unwrap();
    let (status, _, detail) = refused(world.declare(Declaration::Type(document.clone())));
    assert!(status == 409 && detail.contains("Lease"), "{detail}");
    let required = Declaration::Schema(lease, vec![of_devices(true)]);
    assert_eq!(refused(world.declare(required)).0, 409);

    world.delete_device(&id).unwrap();
    world.declare(Declaration::Type(document)).unwrap();
    assert!(
        world
            .catalog
            .get(KIND)
            .unwrap()
            .requires("urn:example:lease")
    );
}

#[test]
fn a_body_that_was_read_by_other_schemas_is_not_written() {
    let mut world = with_devices();
    let token = world.create_token("Entra ID").unwrap();
    world.call_as(&token);
    let before = Arc::clone(&world.catalog);
    world.create_device("S-1").unwrap();
    let source = std::mem::replace(&mut world.source, Source::app());
    world.declare(badge()).unwrap();

    world.source = source;
    let after = std::mem::replace(&mut world.catalog, before);
    let entries = world.history().len();
    assert_eq!(
        world.create_device("S-2").unwrap_err(),
        Refusal::SchemasChanged
    );
    assert_eq!(world.history().len(), entries, "it is no answer for good");
    world.catalog = after;
    world.create_device("S-2").unwrap();
}

#[test]
fn a_schema_is_in_use_by_those_who_have_values_of_it() {
    let mut world = World::new();
    world.declare(badge()).unwrap();
    let ada = world.user("ada");
    let title = json!([{ "op": "add", "path": "title", "value": BADGE }]);
    world.patch_user(&ada, title).unwrap();
    let in_use =
        |world: &World| reader::catalog::in_use(&*world.rows(), world.tenant, BADGE, 10).unwrap();
    assert_eq!(in_use(&world), 0);
    world.create_badged("bob", "B1").unwrap();
    assert_eq!(in_use(&world), 1);
}
