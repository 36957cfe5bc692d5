use super::*;

fn sheet(text: &str) -> Result<Sheet, SheetError> {
    Sheet::read(text.as_bytes(), None, None, &[])
}

/// The lines and addresses.
fn people(text: &str) -> Vec<(u64, String)> {
    let sheet = sheet(text).unwrap();
    let people: Vec<_> = sheet
        .people()
        .map(|person| {
            let (line, row) = person.unwrap();
            (line, row.unwrap().email)
        })
        .collect();
    assert_eq!(people.len(), sheet.rows);
    people
}

#[test]
fn rows_have_the_lines_that_an_editor_shows() {
    let expected = vec![(2, "a@x".to_owned()), (5, "b@x".to_owned())];
    for end in ["\n", "\r\n", "\r"] {
        let text = ["email,name", "a@x,\"two", "lines\"", "", "b@x,", ",", " , "].join(end);
        assert_eq!(people(&text), expected, "{end:?}");
    }
}

#[test]
fn a_spreadsheet_may_say_which_character_it_means() {
    for (text, delimiter) in [
        ("sep=|\r\nemail|name, all of it\r\na@x|Ada\r\n", "|"),
        ("sep=\t\nemail\tname\na@x\tAda\n", "tab"),
    ] {
        let sheet = sheet(text).unwrap();
        assert_eq!(sheet.delimiter.to_string(), delimiter);
        assert_eq!(people(text), [(3, "a@x".to_owned())]);
    }
}

#[test]
fn nonsense_is_told_apart() {
    let words = |text: &str| sheet(text).unwrap_err().to_string();
    assert!(words("").contains("empty"));
    let header = words("email;name\r\n");
    assert!(
        header.contains("no rows") && header.contains("\"name\""),
        "{header}"
    );
    let columns = words("Wer,Wo\nada,hier\n");
    assert!(columns.contains("\"Wer\", \"Wo\""), "{columns}");
}
