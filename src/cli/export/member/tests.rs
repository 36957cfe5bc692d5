use std::collections::BTreeSet;

use jiff::Timestamp;
use proptest::prelude::*;
use rosterd_http::admin::ImportRow;

use super::*;
use crate::{cli::export::output, spreadsheet::Sheet};

/// What can stand in a name: letters, signs that mean something in a table, line breaks.
const TEXT: &str = "[a-cé山=+@'\"\\\\;,|\t\r\n \\-\u{1b}]{0,8}";

fn member(number: usize, texts: &[String; 3], classes: BTreeSet<String>, teacher: bool) -> Row {
    let some = |text: &String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let email = format!("={number}'+\"x;@x.org");
    let [user_name, display_name, user_group] = texts;
    Row(MemberView {
        id: "m".to_owned(),
        state: "unmanaged".to_owned(),
        may_sign_in: true,
        origin: "import".to_owned(),
        user: None,
        user_name: some(user_name).unwrap_or_else(|| email.clone()),
        display_name: some(display_name),
        email,
        due: None,
        denial: None,
        waits_since: None,
        hold: None,
        gone_since: None,
        protected: false,
        user_group: some(user_group),
        classes: classes.into_iter().collect(),
        teacher,
        created_at: Timestamp::UNIX_EPOCH,
        changed_at: Timestamp::UNIX_EPOCH,
    })
}

fn classes() -> impl Strategy<Value = BTreeSet<String>> {
    let class = TEXT.prop_map(|text| text.trim().to_owned());
    let class = class.prop_filter("a class has a name", |text| !text.is_empty());
    prop::collection::btree_set(class, 0..4)
}

/// What an import is to make of the member.
fn expected(line: u64, Row(member): &Row) -> ImportRow {
    ImportRow {
        line,
        email: member.email.clone(),
        user_name: Some(member.user_name.clone()),
        display_name: Some(member.display_name.clone().unwrap_or_default()),
        user_group: Some(member.user_group.clone().unwrap_or_default()),
        classes: Some(member.classes.clone()),
        teacher: Some(member.teacher),
    }
}

proptest! {
    #[test]
    fn what_is_exported_is_imported_as_it_was(
        people in prop::collection::vec(([TEXT, TEXT, TEXT], classes(), any::<bool>()), 1..6),
    ) {
        let members: Vec<Row> = people
            .into_iter()
            .enumerate()
            .map(|(number, (texts, classes, teacher))| member(number, &texts, classes, teacher))
            .collect();
        let mut bytes = output::record(Row::HEADER, false);
        for member in &members {
            bytes.extend(output::record(member.cells(), false));
        }
        let sheet = Sheet::read(&bytes, None, None, &[]).unwrap();
        prop_assert_eq!(sheet.rows, members.len());
        for (person, member) in sheet.people().zip(&members) {
            let (line, row) = person.unwrap();
            prop_assert_eq!(row.unwrap(), expected(line, member));
        }
    }
}
