use super::*;

#[test]
fn each_wrong_row_is_named_with_what_to_do() {
    let long = "x".repeat(257);
    for (row, words) in [
        (json!({}), "one of name, pattern and id"),
        (
            json!({ "name": "a", "id": "b", "teacher": true }),
            "there are several",
        ),
        (json!({ "name": "a" }), "it gives nothing"),
        (
            json!({ "name": "a", "ignore": true, "teacher": true }),
            "gives nothing: leave",
        ),
        (
            json!({ "name": " ", "teacher": true }),
            "name must not be empty",
        ),
        (
            json!({ "name": "a", "user_group": "" }),
            "user_group must not be empty",
        ),
        (
            json!({ "name": "a", "class": "x\ny" }),
            "class must be one line",
        ),
        (
            json!({ "name": "a", "class": 7 }),
            "or true for the group itself, not 7",
        ),
        (
            json!({ "name": "a", "class": false }),
            "leave it out for no class",
        ),
        (
            json!({ "name": long, "teacher": true }),
            "257 characters, 256 at most",
        ),
        (json!({ "name": "a", "role": "b" }), "unknown field `role`"),
        (json!(7), "a row has name, pattern or id"),
    ] {
        let good = json!({ "name": "good", "teacher": true });
        let error = Table::read(&[good, row.clone()]).unwrap_err().to_string();
        assert!(error.starts_with("row 2: "), "{row}: {error}");
        assert!(error.contains(words), "{row}: {error}");
    }
}

#[test]
fn all_wrong_rows_are_told_at_once_and_repetitions_too() {
    let row = json!({ "name": "a", "teacher": true });
    let error = Table::read(&[json!({}), row.clone(), row]).unwrap_err();
    let words = error.to_string();
    assert!(words.contains("row 1: ") && words.contains("row 3: says the same as row 2"));
    let many = vec![json!({ "name": "a", "teacher": true }); 1_001];
    assert_eq!(Table::read(&many), Err(NotATable::TooLong(1_001)));
}

#[test]
fn rows_are_written_as_they_were_read() {
    let rows = json!([
        { "name": "a", "user_group": "b" },
        { "pattern": "a*", "class": true, "teacher": true },
        { "id": "7", "class": "b" },
        { "name": "x", "ignore": true },
    ]);
    let table = table(&rows);
    assert_eq!(serde_json::to_value(table.rows()).unwrap(), rows);
}
