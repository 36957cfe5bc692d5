//! What files are made of: encodings, columns, and nonsense.

use serde_json::json;

use super::{Files, import};
use crate::{member, start};

fn utf_16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

#[test]
fn the_encoding_and_the_delimiter_are_found_and_reported() {
    let daemon = start();
    let files = Files::new();
    let text = "E-Mail;Name;Raum\nzoe@x.org;Zoë Größe;3\n";
    let marked = format!("\u{feff}{text}");
    // Below U+0100, the letters of Windows-1252 have the numbers of Unicode.
    let windows: Vec<u8> = text.chars().map(|letter| letter as u8).collect();
    for (name, bytes, encoding) in [
        ("utf-8", text.as_bytes().to_vec(), "UTF-8"),
        ("bom", marked.clone().into_bytes(), "UTF-8"),
        ("le", utf_16(&marked, u16::to_le_bytes), "UTF-16LE"),
        ("be", utf_16(text, u16::to_be_bytes), "UTF-16BE"),
        ("windows", windows, "windows-1252"),
    ] {
        daemon.cli(&["tenant", "create", name]);
        let said = import(&daemon, name, &files.write("people.csv", bytes), &[]);
        assert_eq!(said.heading["encoding"], encoding);
        assert_eq!(said.heading["delimiter"], ";");
        assert_eq!(
            said.heading["columns"][2],
            json!({"column": "Raum", "field": null})
        );
        let member = member(&daemon, name, "zoe@x.org");
        assert_eq!(member["display_name"], "Zoë Größe", "{name}");
    }
}

#[test]
fn exports_of_directories_are_taken_as_they_are() {
    let daemon = start();
    let files = Files::new();
    for (name, text) in [
        (
            "entra",
            "User principal name,Display name,User type,Mail\nada@x.org,Ada Byron,Member,\n",
        ),
        (
            "okta",
            "login,firstName,lastName,email,status\nada@x.org,Ada,Byron,ada@x.org,ACTIVE\n",
        ),
        (
            "google",
            "First Name [Required],Last Name [Required],Email Address [Required],Password [Required]\n\
             Ada,Byron,ada@x.org,****\n",
        ),
        (
            "onelogin",
            "First Name\tLast Name\tEmail\tUsername\tRole\nAda\tByron\tada@x.org\tada\tTeacher\n",
        ),
    ] {
        daemon.cli(&["tenant", "create", name]);
        let said = import(&daemon, name, &files.write("people.csv", text), &[]);
        assert_eq!(said.totals["added"], 1, "{name}");
        let member = member(&daemon, name, "ada@x.org");
        assert_eq!(member["display_name"], "Ada Byron", "{name}");
        assert_eq!(member["teacher"], name == "onelogin", "{name}");
    }
}

#[test]
fn a_column_can_be_mapped_and_the_rest_stated() {
    let daemon = start();
    let (tenant, files) = (daemon.tenant.as_str(), Files::new());
    let file = files.write(
        "people.csv",
        b"Kontakt#Klasse#Name\nada@x.org#7A#\xc1\xe4\xe1\n",
    );
    let flags = [
        "--map",
        "Kontakt=email",
        "--map",
        "klasse=classes",
        "--delimiter",
        "#",
        "--encoding",
        "iso-8859-7",
    ];
    import(&daemon, tenant, &file, &flags);
    let member = member(&daemon, tenant, "ada@x.org");
    assert_eq!(
        (&member["display_name"], &member["classes"]),
        (&json!("Αδα"), &json!(["7A"]))
    );
}

#[test]
fn nonsense_is_refused_with_what_was_found() {
    let daemon = start();
    let (tenant, files) = (daemon.tenant.as_str(), Files::new());
    let windows = b"email,name\nada@x.org,Ada\nzoe@x.org,Zo\xeb\n".as_slice();
    for (content, flags, words) in [
        (b"".as_slice(), &[][..], "the file is empty"),
        (b"\x7fELF\x02\x01\x01\0\0\0", &[], "not text (byte 8"),
        (b"PK\x03\x04\x14\0\x08\0", &[], "workbook"),
        (
            b"email,name\r\n",
            &[],
            "no rows; its columns are \"email\", \"name\"",
        ),
        (
            b"Wer,Wo\nAda,hier\n",
            &[],
            "the columns are \"Wer\", \"Wo\"",
        ),
        (windows, &["--encoding", "utf-8"], "line 3 is not UTF-8"),
        (windows, &["--map", "mail=email"], "no column \"mail\""),
        (
            windows,
            &["--map", "name=nme"],
            "the fields are email, user_name",
        ),
        (windows, &["--encoding", "utf-9"], "not an encoding"),
        (windows, &["--delimiter", ";;"], "the word tab"),
    ] {
        let file = files.write("people.csv", content);
        let arguments = [&["import", tenant, &file], flags].concat();
        let (code, lines, errors) = daemon.try_cli(&arguments);
        assert_eq!(code, Some(2), "{errors}");
        assert!(
            lines.is_empty() && errors.contains(words),
            "{words}: {errors}"
        );
    }
    let missing = files.path("none.csv");
    let (code, _, errors) = daemon.try_cli(&["import", tenant, missing.to_str().unwrap()]);
    assert_eq!(code, Some(1));
    assert!(errors.contains("none.csv"), "{errors}");
    assert!(daemon.cli(&["member", "list", tenant]).is_empty());
}
