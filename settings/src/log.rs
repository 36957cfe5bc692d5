//! `[log]`: what is logged and how.

use serde::{Deserialize, Serialize};

use crate::{
    place::{Place, Refusal},
    suggestion,
};

/// `[log]`: what is logged and how.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, expecting = "a table")]
pub struct Log {
    /// A level (`error`, `warn`, `info`, `debug`, `trace` or `off`), and after commas levels of
    /// single modules, e.g. `info,store=debug`.
    pub level: String,
    /// The form of a line.
    pub format: LogFormat,
}

impl Default for Log {
    fn default() -> Self {
        Self {
            level: String::from("info"),
            format: LogFormat::Text,
        }
    }
}

impl Log {
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        let unknown = self.level.split(',').find_map(unknown_level);
        let Some(unknown) = unknown else {
            return Ok(());
        };
        let advice = match suggestion::nearest(unknown, &LEVELS) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => format!("levels are {}", LEVELS.join(", ")),
        };
        let problem = format!("unknown log level `{unknown}`");
        Err(Refusal::new(Place::key("log", "level"), problem, advice))
    }
}

/// The form of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// The level of `level` or `module=level` that is none.
fn unknown_level(directive: &str) -> Option<&str> {
    let level = directive
        .split_once('=')
        .map_or(directive, |(_, level)| level)
        .trim();
    (!LEVELS.contains(&level)).then_some(level)
}

const LEVELS: [&str; 6] = ["error", "warn", "info", "debug", "trace", "off"];
