//! Activity entries as rows.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Exported;

/// One entry, with whatever the daemon has put into it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Row(Value);

/// Where in an entry each column is found.
const POINTERS: [&str; 22] = [
    "/seq",
    "/at",
    "/operation",
    "/result",
    "/who/type",
    "/who/name",
    "/who/email",
    "/who/member",
    "/who/user",
    "/who/id",
    "/source/kind",
    "/source/name",
    "/source/token",
    "/source/client",
    "/error/status",
    "/error/detail",
    "/reason",
    "/events",
    "/changes",
    "/request_id",
    "/repeated",
    "/last_at",
];

impl Exported for Row {
    const HEADER: &'static [&'static str] = &[
        "seq",
        "at",
        "operation",
        "result",
        "who_type",
        "who_name",
        "who_email",
        "member_id",
        "user_id",
        "other_id",
        "source",
        "source_name",
        "token",
        "client",
        "status",
        "error",
        "reason",
        "events",
        "changes",
        "request_id",
        "repeated",
        "last_at",
    ];

    /// What the entry lacks is left empty; what has parts is JSON.
    fn cells(&self) -> Vec<String> {
        POINTERS
            .iter()
            .map(|pointer| match self.0.pointer(pointer) {
                None | Some(Value::Null) => String::new(),
                Some(Value::String(text)) => text.clone(),
                Some(value) => value.to_string(),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_column_has_its_cell() {
        assert_eq!(Row::HEADER.len(), POINTERS.len());
        let entry = Row(json!({
            "seq": 7, "operation": "create", "who": {"type": "person", "email": "a@x.org"},
            "events": [{"type": "member.created"}],
        }));
        let cells = entry.cells();
        let cell = |name: &str| {
            let index = Row::HEADER.iter().position(|column| *column == name);
            &*cells[index.unwrap()]
        };
        assert_eq!(
            (cell("seq"), cell("who_email"), cell("error")),
            ("7", "a@x.org", "")
        );
        assert_eq!(cell("events"), r#"[{"type":"member.created"}]"#);
    }
}
