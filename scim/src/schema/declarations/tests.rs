use serde_json::json;

use super::*;
use crate::{
    Leniency, Resource, filter,
    patch::PatchRequest,
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
        (
            json!([number, { "name": "color", "mutability": "immutable" }]),
            "mutability",
        ),
        (
            json!([number, { "name": "color", "returned": "request" }]),
            "returned",
        ),
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
fn a_urn_names_one_thing_in_one_spelling() {
    let known = declared();
    let declare = |id: &str| {
        let schema = schema(id, &json!([{ "name": "number" }]));
        known.clone().declare_schema(&schema, of("User"))
    };
    for (id, words) in [
        (BADGE.to_uppercase(), "same letters"),
        (format!("{}:emails", urn::USER), "standard"),
        (
            "urn:ietf:params:scim:schemas:core:2.0:Role".to_owned(),
            "standard",
        ),
        (format!("{}:manager", urn::ENTERPRISE_USER), "attribute"),
        (format!("{BADGE}:color"), "attribute"),
    ] {
        let error = declare(&id).unwrap_err();
        assert_eq!(error.status, 409, "{id}");
        assert!(error.detail.contains(words), "{id}: {error}");
    }
    // As Entra ID's documentation has it.
    declare("urn:ietf:params:scim:schemas:extension:Contoso:2.0:User").unwrap();
}

#[test]
fn what_a_schema_extends_is_found_in_any_case_and_kept_as_the_type_has_it() {
    let mut declarations = Declarations::default();
    declarations.declare_schema(&badge(), of("USER")).unwrap();
    assert!(!declarations.declare_schema(&badge(), of("User")).unwrap());
    let (_, extends) = declarations.schemas().next().unwrap();
    assert_eq!(extends[0].resource_type, "User");
}

#[test]
fn the_extensions_of_a_type_stay_and_are_others_than_its_schema() {
    let mut declarations = declared();
    let lease = schema("urn:example:1.0:Lease", &json!([{ "name": "until" }]));
    declarations.declare_schema(&lease, Vec::new()).unwrap();
    let with = |extensions: Value| {
        TypeDocument::from_document(json!({
            "name": "Device", "endpoint": "/Devices", "schema": DEVICE, "schemaExtensions": extensions,
        }))
        .unwrap()
    };
    let own = with(json!([{ "schema": DEVICE.to_uppercase() }]));
    assert_eq!(declarations.declare_type(&own).unwrap_err().status, 400);
    let leased = with(json!([{ "schema": lease.id }]));
    assert!(declarations.declare_type(&leased).unwrap());
    let required = with(json!([{ "schema": lease.id, "required": true }]));
    for (document, words) in [(&device(), "may have"), (&required, "may lack")] {
        let error = declarations.declare_type(document).unwrap_err();
        assert_eq!(error.status, 409);
        assert!(
            error.detail.contains("extension urn:example:1.0:Lease"),
            "{error}"
        );
        assert!(error.detail.contains(words), "{error}");
    }
}

#[test]
fn members_of_a_declared_type_are_values_like_any_other() {
    let mut declarations = Declarations::default();
    let members = json!([{ "name": "members", "type": "complex", "multiValued": true,
        "subAttributes": [{ "name": "value" }, { "name": "display" }] }]);
    declarations
        .declare_schema(&schema(DEVICE, &members), Vec::new())
        .unwrap();
    declarations.declare_type(&device()).unwrap();
    let catalog = declarations.catalog().unwrap();
    let schema = catalog.by_endpoint("Devices").unwrap();
    let body = json!({ "schemas": [DEVICE], "members": [{ "value": "m1" }] });
    let read = Resource::from_client(body, schema, Leniency::lenient()).unwrap();
    assert_eq!(
        read.resource.object()["members"],
        json!([{ "value": "m1" }])
    );
    let patch = json!({ "schemas": [urn::PATCH_OP], "Operations": [
        { "op": "add", "path": "members", "value": [{ "value": "m2" }] },
        { "op": "replace", "path": "members[value eq \"m1\"].display", "value": "One" },
    ] });
    let request = PatchRequest::parse(patch, "1", schema, Leniency::lenient()).unwrap();
    let patched = request
        .apply(&read.resource, schema, Leniency::lenient())
        .unwrap();
    let expected = json!([{ "value": "m1", "display": "One" }, { "value": "m2" }]);
    assert_eq!(patched.resource.object()["members"], expected);
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
