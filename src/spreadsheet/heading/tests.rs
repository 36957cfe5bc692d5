use super::*;

fn read(names: &str, mappings: &[&str]) -> Result<Heading, SheetError> {
    let mappings: Vec<Mapping> = mappings.iter().map(|text| text.parse().unwrap()).collect();
    Heading::read(names.split(','), &mappings)
}

/// The fields that are read, and the word `-` for a column that is not.
fn fields(names: &str, mappings: &[&str]) -> String {
    let heading = read(names, mappings).unwrap();
    let words: Vec<_> = heading
        .columns()
        .iter()
        .map(|(_, used)| match used {
            Use::Read(field) => field.as_str(),
            Use::Taken(_) | Use::Ignored => "-",
        })
        .collect();
    words.join(" ")
}

#[test]
fn the_exports_of_directories_are_known() {
    for (names, expected) in [
        (
            "userPrincipalName,displayName,surname,mail,givenName,id,userType,accountEnabled",
            "user_name display_name family_name email given_name - - -",
        ),
        (
            "User principal name,Display name,First name,Last name,Object Id",
            "user_name display_name given_name family_name -",
        ),
        (
            "login,email,firstName,lastName,secondEmail,status",
            "user_name email given_name family_name - -",
        ),
        (
            "First Name [Required],Last Name [Required],Email Address [Required],Password [Required],\
             Org Unit Path [Required],Recovery Email",
            "given_name family_name email - - -",
        ),
        (
            "First Name,Last Name,Email,Username,Department,Role",
            "given_name family_name email user_name - role",
        ),
        (
            "NAME,e-mail,User Group,CLASS,teacher",
            "display_name email user_group classes teacher",
        ),
        (
            "sAMAccountName,cn,sn,mail",
            "user_name display_name family_name email",
        ),
        (
            "user_name,email_address, group ",
            "user_name email user_group",
        ),
    ] {
        assert_eq!(fields(names, &[]), expected, "{names}");
    }
}

#[test]
fn the_first_column_of_a_field_is_read_and_all_of_classes() {
    assert_eq!(
        fields("email,mail,class,Classes", &[]),
        "email - classes classes"
    );
    let heading = read("email,mail", &[]).unwrap();
    assert_eq!(heading.columns()[1].1, Use::Taken(Field::Email));
}

#[test]
fn a_mapping_goes_before_what_is_known() {
    assert_eq!(
        fields("email,Private,name", &["private = email", "name=ignore"]),
        "- email -"
    );
    assert_eq!(fields("a=b,x", &["a=b=Email"]), "email -");
    let twice = read("a,b", &["a=email", "b=email"]).unwrap_err();
    assert!(matches!(twice, SheetError::MappedTwice { .. }), "{twice}");
    let unknown = read("email,name", &["Nmae=display_name"]).unwrap_err();
    let words = unknown.to_string();
    assert!(
        words.contains("\"Nmae\"") && words.contains("\"name\""),
        "{words}"
    );
    for wrong in ["email", "name=nmae"] {
        assert!(wrong.parse::<Mapping>().is_err(), "{wrong}");
    }
}

#[test]
fn without_addresses_the_columns_are_named() {
    let words = read("Wer,Wo", &[]).unwrap_err().to_string();
    assert!(
        words.contains("\"Wer\", \"Wo\"") && words.contains("--map"),
        "{words}"
    );
    assert_eq!(fields("login", &[]), "user_name", "it may be an address");
}
