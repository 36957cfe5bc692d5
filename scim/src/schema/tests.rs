use super::*;

fn at<'s>(schema: &'s ResourceSchema, dotted: &str) -> &'s Attribute {
    let mut names = dotted.split('.');
    let mut attribute = schema.attribute(names.next().unwrap()).unwrap();
    for name in names {
        attribute = attribute.sub_attribute(name).unwrap();
    }
    attribute
}

/// As the words of the RFC's tables.
fn described(attribute: &Attribute) -> [&str; 6] {
    [
        attribute.kind.as_str(),
        if attribute.required {
            "required"
        } else {
            "optional"
        },
        if attribute.case_exact {
            "exact"
        } else {
            "folded"
        },
        attribute.mutability.as_str(),
        attribute.returned.as_str(),
        attribute.uniqueness.as_str(),
    ]
}

/// Path, type, required, caseExact, mutability, returned, uniqueness.
const USER_TABLE: &str = "
    schemas                 reference required folded readWrite always  none
    id                      string    optional exact  readOnly  always  server
    externalId              string    optional exact  readWrite default none
    meta                    complex   optional folded readOnly  default none
    meta.resourceType       string    optional exact  readOnly  default none
    meta.created            dateTime  optional folded readOnly  default none
    meta.lastModified       dateTime  optional folded readOnly  default none
    meta.location           reference optional exact  readOnly  default none
    meta.version            string    optional exact  readOnly  default none
    userName                string    required folded readWrite default server
    name                    complex   optional folded readWrite default none
    name.givenName          string    optional folded readWrite default none
    displayName             string    optional folded readWrite default none
    profileUrl              reference optional folded readWrite default none
    active                  boolean   optional folded readWrite default none
    password                string    optional folded writeOnly never   none
    emails                  complex   optional folded readWrite default none
    emails.value            string    optional folded readWrite default none
    emails.primary          boolean   optional folded readWrite default none
    photos.value            reference optional folded readWrite default none
    addresses.country       string    optional folded readWrite default none
    groups                  complex   optional folded readOnly  default none
    groups.value            string    optional folded readOnly  default none
    groups.$ref             reference optional folded readOnly  default none
    x509Certificates.value  binary    optional folded readWrite default none
";

const GROUP_TABLE: &str = "
    displayName             string    required folded readWrite default none
    members                 complex   optional folded readWrite default none
    members.value           string    optional folded immutable default none
    members.$ref            reference optional folded immutable default none
";

#[test]
fn key_attributes_are_as_in_the_tables_of_rfc_7643() {
    for (schema, table) in [(user(), USER_TABLE), (group(), GROUP_TABLE)] {
        for row in table.trim().lines() {
            let words: Vec<_> = row.split_whitespace().collect();
            let (path, expected) = words.split_first().unwrap();
            assert_eq!(described(at(schema, path)), *expected, "{path}");
        }
    }
}

#[test]
fn every_attribute_of_rfc_7643_is_there_in_its_order() {
    let names = |schema: &Schema| {
        let names: Vec<_> = schema.attributes.iter().map(|a| a.name.clone()).collect();
        names.join(" ")
    };
    assert_eq!(
        names(&user().core),
        "userName name displayName nickName profileUrl title userType preferredLanguage locale \
         timezone active password emails phoneNumbers ims photos addresses groups entitlements \
         roles x509Certificates"
    );
    assert_eq!(names(&group().core), "displayName members");
    assert_eq!(
        names(user().extension(urn::ENTERPRISE_USER).unwrap()),
        "employeeNumber costCenter organization division department manager"
    );
}

#[test]
fn exactly_the_plural_attributes_are_multi_valued() {
    let plural: Vec<_> = user()
        .core
        .attributes
        .iter()
        .filter(|attribute| attribute.multi_valued)
        .map(|attribute| attribute.name.as_str())
        .collect();
    assert_eq!(
        plural.join(" "),
        "emails phoneNumbers ims photos addresses groups entitlements roles x509Certificates"
    );
    assert!(at(user(), "schemas").multi_valued);
    assert!(at(group(), "members").multi_valued);
}

#[test]
fn the_managers_name_is_read_only() {
    let enterprise = user().extension(urn::ENTERPRISE_USER).unwrap();
    let manager = enterprise.attribute("manager").unwrap();
    let mutability = |name| manager.sub_attribute(name).unwrap().mutability;
    assert_eq!(mutability("displayName"), Mutability::ReadOnly);
    assert_eq!(mutability("value"), Mutability::ReadWrite);
}

#[test]
fn names_and_urns_are_found_in_any_case() {
    assert_eq!(user().attribute("USERNAME").unwrap().name, "userName");
    assert_eq!(user().attribute("ExternalID").unwrap().name, "externalId");
    assert!(
        user()
            .extension(&urn::ENTERPRISE_USER.to_uppercase())
            .is_some()
    );
    assert!(user().attribute("manager").is_none());
    assert!(group().attribute("userName").is_none());
}

#[test]
fn the_advertised_schema_has_no_password_and_no_nulls() {
    let json = user().core.to_json();
    let text = json.to_string();
    assert!(!text.contains("password"));
    assert!(!text.contains("null"));
    assert_eq!(json["id"], urn::USER);
    assert_eq!(
        json["attributes"][0],
        json!({
            "name": "userName",
            "type": "string",
            "multiValued": false,
            "description": "What the person is called at sign-in",
            "required": true,
            "caseExact": false,
            "mutability": "readWrite",
            "returned": "default",
            "uniqueness": "server",
        })
    );
}

#[test]
fn a_boolean_advertises_neither_case_nor_uniqueness() {
    let json = at(user(), "active").to_json();
    assert_eq!(json.get("caseExact"), None);
    assert_eq!(json.get("uniqueness"), None);
}
