//! The core User schema (RFC 7643 §4.1 and §8.7.1).

use super::{
    Schema,
    attribute::Attribute,
    characteristic::{Kind, Mutability, Returned},
};
use crate::urn;

pub(super) fn schema() -> Schema {
    let mut attributes = singular();
    attributes.extend(plural());
    Schema::new(urn::USER, "User", "User Account", attributes)
}

fn singular() -> Vec<Attribute> {
    vec![
        Attribute::string("userName", "What the person is called at sign-in")
            .required()
            .unique(),
        Attribute::complex("name", "The parts of the person's name", name()),
        Attribute::string("displayName", "The name to show to others"),
        Attribute::string("nickName", "What the person is called in daily life"),
        Attribute::reference("profileUrl", &["external"], "The person's profile page"),
        Attribute::string("title", "The person's job title"),
        Attribute::string("userType", "How the person relates to the organization"),
        Attribute::string("preferredLanguage", "As in an Accept-Language header"),
        Attribute::string("locale", "The person's place for dates and numbers"),
        Attribute::string("timezone", "A name of the time zone database"),
        // Providers look for it in every answer, and `filter=active eq true` must find them all.
        Attribute::boolean("active", "Whether the person may sign in").unless_said(true),
        Attribute::string("password", "Dropped: people sign in by single sign-on")
            .mutability(Mutability::WriteOnly)
            .returned(Returned::Never),
    ]
}

fn name() -> Vec<Attribute> {
    vec![
        Attribute::string("formatted", "The full name as shown"),
        Attribute::string("familyName", "Family name, or last name"),
        Attribute::string("givenName", "Given name, or first name"),
        Attribute::string("middleName", "Middle names"),
        Attribute::string("honorificPrefix", "What stands before, e.g. Dr."),
        Attribute::string("honorificSuffix", "What stands behind, e.g. III"),
    ]
}

fn plural() -> Vec<Attribute> {
    let text = |name: &str| Attribute::string("value", name);
    let labels = |values: &[&str]| Attribute::string("type", "What it is for").suggesting(values);
    let list = |name: &str, description: &str, value: Attribute, label: Attribute| {
        let display = Attribute::string("display", "The value as shown to people");
        Attribute::complex(name, description, vec![value, display, label, primary()]).many()
    };
    vec![
        list(
            "emails",
            "E-mail addresses",
            text("The address"),
            labels(&["work", "home", "other"]),
        ),
        list(
            "phoneNumbers",
            "Telephone numbers",
            text("The number"),
            labels(&["work", "home", "mobile", "fax", "pager", "other"]),
        ),
        list(
            "ims",
            "Addresses for instant messages",
            text("The address"),
            labels(&["aim", "gtalk", "icq", "xmpp", "msn", "skype", "qq", "yahoo"]),
        ),
        list(
            "photos",
            "URLs of pictures",
            Attribute::reference("value", &["external"], "The URL"),
            labels(&["photo", "thumbnail"]),
        ),
        Attribute::complex("addresses", "Postal addresses", address()).many(),
        Attribute::complex("groups", "The groups the person is in", groups())
            .many()
            .read_only(),
        list(
            "entitlements",
            "What the person may use",
            text("The entitlement"),
            labels(&[]),
        ),
        list("roles", "The person's roles", text("The role"), labels(&[])),
        list(
            "x509Certificates",
            "Certificates of the person",
            Attribute::new(Kind::Binary, "value", "DER in base64"),
            labels(&[]),
        ),
    ]
}

fn address() -> Vec<Attribute> {
    vec![
        Attribute::string("formatted", "The whole address as on a letter"),
        Attribute::string("streetAddress", "Street and number"),
        Attribute::string("locality", "City"),
        Attribute::string("region", "State or region"),
        Attribute::string("postalCode", "Postal code"),
        Attribute::string("country", "Country"),
        Attribute::string("type", "What it is for").suggesting(&["work", "home", "other"]),
        // Not in the table of §8.7.1, but in the default set of §2.4 and in the example of §8.2,
        // and identity providers send it.
        primary(),
    ]
}

fn groups() -> Vec<Attribute> {
    vec![
        Attribute::string("value", "The id of the group"),
        Attribute::reference("$ref", &["User", "Group"], "The URL of the group"),
        Attribute::string("display", "The name of the group"),
        Attribute::string("type", "Whether by another group").suggesting(&["direct", "indirect"]),
    ]
}

fn primary() -> Attribute {
    Attribute::boolean("primary", "Whether it is the preferred one")
}
