//! One entry of the log, as it is shown.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::cli::{print, shown::Shown};

/// One entry, with whatever the daemon has put into it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(in crate::cli) struct Entry(Value);

impl Shown for Entry {
    const HEADER: &'static [&'static str] = &[
        "time",
        "operation",
        "result",
        "who",
        "source",
        "effect",
        "why",
    ];

    /// What the entry lacks is left blank.
    fn row(&self) -> Vec<String> {
        let mark = if self.is_failure() { "✗ " } else { "" };
        let result = match self.0.pointer("/repeated").and_then(Value::as_u64) {
            Some(times) if times > 1 => format!("{mark}{} ×{times}", self.text("/result")),
            _ => format!("{mark}{}", self.text("/result")),
        };
        vec![
            print::time_or(self.text("/at")),
            self.text("/operation").to_owned(),
            result,
            self.who(),
            self.first(&["/source/name", "/source/kind"]),
            self.effect(),
            self.first(&["/error/detail", "/reason"]),
        ]
    }

    fn is_failure(&self) -> bool {
        self.text("/result") == "failed"
    }
}

impl Entry {
    fn text(&self, pointer: &str) -> &str {
        self.0
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or("")
    }

    fn first(&self, pointers: &[&str]) -> String {
        let found = pointers
            .iter()
            .map(|pointer| self.text(pointer))
            .find(|text| !text.is_empty());
        found.unwrap_or("").to_owned()
    }

    /// Of whom no more is known, the id.
    fn who(&self) -> String {
        let named = self.first(&["/who/email", "/who/name", "/group/name"]);
        if named.is_empty() && self.0.get("erased").is_some() {
            format!("(erased) {}", self.first(&["/who/member", "/who/user"]))
        } else {
            named
        }
    }

    /// The types of the events that the app is told.
    fn effect(&self) -> String {
        let events = self.0.pointer("/events").and_then(Value::as_array);
        let types: Vec<&str> = events
            .into_iter()
            .flatten()
            .filter_map(|event| event.get("type")?.as_str())
            .collect();
        types.join(", ")
    }
}
