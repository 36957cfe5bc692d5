use serde_json::json;

use super::*;
use crate::{
    Leniency, Resource, filter,
    schema::{Kind, user},
    urn,
};

const BADGE: &str = "urn:example:params:scim:schemas:1.0:Badge";
const DEVICE: &str = "urn:example:params:scim:schemas:1.0:Device";

fn schema(id: &str, attributes: &Value) -> Schema {
    Schema::from_document(json!({ "id": id, "attributes": attributes })).unwrap()
}

fn badge() -> Schema {
    schema(
        BADGE,
        &json!([{ "name": "number", "uniqueness": "server" }, { "name": "color" }]),
    )
}

fn of(resource_type: &str) -> Vec<Extension> {
    vec![Extension {
        resource_type: resource_type.to_owned(),
        required: false,
    }]
}

fn device() -> TypeDocument {
    TypeDocument::from_document(json!({
        "name": "Device", "endpoint": "/Devices", "schema": DEVICE,
    }))
    .unwrap()
}

fn declared() -> Declarations {
    let mut declarations = Declarations::default();
    declarations.declare_schema(&badge(), of("User")).unwrap();
    let core = schema(
        DEVICE,
        &json!([{ "name": "serial", "required": true, "uniqueness": "server" }]),
    );
    declarations.declare_schema(&core, Vec::new()).unwrap();
    declarations.declare_type(&device()).unwrap();
    declarations
}

#[test]
fn a_catalog_has_the_standard_and_what_was_declared() {
    let catalog = declared().catalog().unwrap();
    assert!(catalog.user().extension(&BADGE.to_uppercase()).is_some());
    assert!(catalog.group().extension(BADGE).is_none());
    let device = catalog.by_endpoint("devices").unwrap();
    assert_eq!(device.kind, ResourceKind::Declared(1));
    assert_eq!(catalog.get(device.kind), Some(device));
    let names: Vec<_> = catalog.types().map(|schema| schema.name.as_str()).collect();
    assert_eq!(names, ["User", "Group", "Device"]);
    let ids: Vec<_> = catalog
        .schemas()
        .iter()
        .map(|schema| schema.id.as_str())
        .collect();
    assert_eq!(
        ids,
        [urn::USER, urn::ENTERPRISE_USER, BADGE, urn::GROUP, DEVICE]
    );
}

#[test]
fn what_is_declared_twice_changes_nothing() {
    let mut declarations = declared();
    let version = declarations.version;
    assert!(!declarations.declare_schema(&badge(), of("User")).unwrap());
    assert!(!declarations.declare_type(&device()).unwrap());
    assert_eq!(declarations.version, version);
}

#[test]
fn what_is_kept_reads_back() {
    let declarations = declared();
    let text = serde_json::to_string(&declarations).unwrap();
    let read: Declarations = serde_json::from_str(&text).unwrap();
    assert_eq!(read, declarations);
    assert_eq!(read.catalog().unwrap(), declarations.catalog().unwrap());
}

#[test]
fn a_schema_may_grow_but_take_nothing_back() {
    let change =
        |attributes: Value| declared().declare_schema(&schema(BADGE, &attributes), of("User"));
    let number = json!({ "name": "number", "uniqueness": "server" });
    let grown =
        json!([number, { "name": "color", "description": "Now with words" }, { "name": "floor" }]);
    assert!(change(grown).unwrap());
    for (attributes, words) in [
        (json!([number]), "color"),
        (
            json!([number, { "name": "color", "type": "integer" }]),
            "type",
        ),
        (
            json!([number, { "name": "color", "multiValued": true }]),
            "multiValued",
        ),
        (
            json!([{ "name": "number" }, { "name": "color" }]),
            "uniqueness",
        ),
        (
            json!([number, { "name": "color", "required": true }]),
            "required",
        ),
        (
            json!([number, { "name": "color" }, { "name": "floor", "required": true }]),
            "floor",
        ),
    ] {
        let error = change(attributes.clone()).unwrap_err();
        assert_eq!(error.status, 409, "{attributes}");
        assert!(error.detail.contains(words), "{attributes}: {error}");
    }
}

#[test]
fn nothing_takes_the_place_of_the_standard_or_of_another() {
    let mut declarations = declared();
    let mut refused = |schema: &str, extends: Vec<Extension>| {
        let schema = self::schema(schema, &json!([{ "name": "a" }]));
        declarations
            .declare_schema(&schema, extends)
            .unwrap_err()
            .status
    };
    assert_eq!(refused(&urn::USER.to_lowercase(), Vec::new()), 409);
    assert_eq!(refused("urn:example:1.0:Lease", of("Printer")), 400);
    assert_eq!(refused(DEVICE, of("User")), 409);

    let mut declarations = declared();
    for (document, status) in [
        (
            json!({ "name": "user", "endpoint": "/People", "schema": DEVICE }),
            409,
        ),
        (
            json!({ "name": "Printer", "endpoint": "/USERS", "schema": DEVICE }),
            409,
        ),
        (
            json!({ "name": "Printer", "endpoint": "/Devices", "schema": DEVICE }),
            409,
        ),
        (
            json!({ "name": "Printer", "endpoint": "/Printers", "schema": DEVICE }),
            409,
        ),
        (
            json!({ "name": "Printer", "endpoint": "/Printers", "schema": BADGE }),
            409,
        ),
        (
            json!({ "name": "Printer", "endpoint": "/Printers", "schema": "urn:example:1.0:No" }),
            400,
        ),
        (
            json!({ "name": "Device", "endpoint": "/Machines", "schema": DEVICE }),
            409,
        ),
    ] {
        let document = TypeDocument::from_document(document).unwrap();
        let error = declarations.declare_type(&document).unwrap_err();
        assert_eq!(error.status, status, "{document:?}: {error}");
    }
}

#[test]
fn what_is_withdrawn_is_gone_and_its_number_is_not_given_again() {
    let mut declarations = declared();
    assert_eq!(
        declarations.withdraw_schema(DEVICE).unwrap_err().status,
        409
    );
    declarations.withdraw_type("device").unwrap();
    assert_eq!(
        declarations.withdraw_type("Device").unwrap_err().status,
        404
    );
    declarations.declare_type(&device()).unwrap();
    assert_eq!(
        declarations.kind_of("Device"),
        Some(ResourceKind::Declared(2))
    );
    declarations.withdraw_schema(BADGE).unwrap();
    assert!(
        declarations
            .catalog()
            .unwrap()
            .user()
            .extension(BADGE)
            .is_none()
    );
}

#[test]
fn an_extension_is_read_checked_and_found_in_filters() {
    let catalog = declared().catalog().unwrap();
    let read = |badge: Value| {
        let body = json!({ "schemas": [urn::USER], "userName": "ada", BADGE: badge });
        Resource::from_client(body, catalog.user(), Leniency::lenient())
    };
    let resource = read(json!({ "NUMBER": "A1" })).unwrap().resource;
    assert_eq!(resource.object()["schemas"], json!([urn::USER, BADGE]));
    assert_eq!(resource.object()[BADGE], json!({ "number": "A1" }));
    assert_eq!(read(json!({ "number": 7 })).unwrap_err().status, 400);
    let filter = |text: &str| filter::parse(text, Leniency::lenient()).unwrap();
    let by_number = filter(&format!("{BADGE}:number eq \"a1\""));
    assert!(by_number.matches(resource.object(), catalog.user()));
    let asked = catalog.user().unique_value_asked(&by_number).unwrap();
    assert_eq!([asked], *catalog.user().unique_values(&resource));
    let other = filter(&format!("{BADGE}:color eq \"a1\""));
    assert_eq!(catalog.user().unique_value_asked(&other), None);
}

#[test]
fn what_is_required_must_be_there() {
    let mut declarations = Declarations::default();
    let attributes = json!([
        { "name": "number", "required": true },
        { "name": "doors", "type": "complex", "multiValued": true,
          "subAttributes": [{ "name": "value", "required": true }, { "name": "floor" }] },
    ]);
    let mut extends = of("User");
    extends[0].required = true;
    declarations
        .declare_schema(&schema(BADGE, &attributes), extends)
        .unwrap();
    let catalog = declarations.catalog().unwrap();
    for (badge, missing) in [
        (Value::Null, Some(BADGE)),
        (json!({ "doors": [{ "value": "A" }] }), Some("number")),
        (
            json!({ "number": "A1", "doors": [{ "floor": "2" }] }),
            Some("doors.value"),
        ),
        (json!({ "number": "A1", "doors": [{ "value": "A" }] }), None),
    ] {
        let body = json!({ "schemas": [urn::USER], "userName": "ada", BADGE: badge });
        let read = Resource::from_client(body, catalog.user(), Leniency::lenient());
        match (read, missing) {
            (Ok(_), None) => {}
            (Err(error), Some(missing)) => {
                assert!(error.detail.contains(missing), "{badge}: {error}");
            }
            (read, missing) => panic!("{badge}: {read:?}, not {missing:?}"),
        }
    }
}

#[test]
fn the_standard_is_untouched_by_what_a_tenant_declares() {
    declared().catalog().unwrap();
    assert!(user().extension(BADGE).is_none());
    assert_eq!(Catalog::standard().types().count(), 2);
    assert_eq!(user().core.attribute("active").unwrap().kind, Kind::Boolean);
}
