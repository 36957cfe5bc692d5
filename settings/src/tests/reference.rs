//! The shipped `config.toml` says what the code does.

use std::collections::{BTreeMap, BTreeSet};

use super::every_key_given;
use crate::{Settings, restart};

const FILE: &str = include_str!("../../../config.toml");

/// One documented key of the file.
#[derive(Debug, Default)]
struct Documented {
    default: Option<String>,
    reload: Option<String>,
    /// Lines of the paragraph besides those two.
    meaning: usize,
}

#[test]
fn the_file_as_shipped_is_the_defaults() {
    let settings = Settings::parse(FILE, "config.toml").unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(settings, Settings::default());
}

#[test]
fn the_file_with_every_example_switched_on_is_valid() {
    if let Err(error) = Settings::parse(&switched_on(), "config.toml") {
        panic!("{error}");
    }
}

#[test]
fn every_key_of_the_code_is_in_the_file_and_no_other() {
    let keys: BTreeSet<String> = flat(&every_key_given()).into_keys().collect();
    let documented: BTreeSet<String> = documented().into_keys().collect();
    assert_eq!(documented, keys);
}

#[test]
fn every_stated_default_is_the_one_of_the_code() {
    // A unix listener shows the default of `mode`, which the default listener has not.
    let unix = Settings::parse("[[listener]]\npath = \"/none\"", "").unwrap();
    let mut defaults = flat(&Settings::default());
    let mode = flat(&unix).remove("listener.mode").unwrap();
    defaults.insert(String::from("listener.mode"), mode);
    for (key, documented) in documented() {
        let stated = documented.default.unwrap_or_else(|| panic!("{key}"));
        let expected = defaults
            .get(&key)
            .map_or_else(|| String::from("none"), ToString::to_string);
        assert_eq!(stated, expected, "{key}");
    }
}

#[test]
fn every_key_says_truly_what_a_reload_does() {
    let restart: BTreeSet<&str> = restart::keys().collect();
    for (key, documented) in documented() {
        let reload = documented.reload.unwrap_or_else(|| panic!("{key}"));
        let expected = if restart.contains(key.as_str()) {
            "needs a restart"
        } else {
            "applies"
        };
        assert_eq!(reload.split(';').next(), Some(expected), "{key}");
    }
}

#[test]
fn every_key_has_its_meaning_explained() {
    for (key, documented) in documented() {
        assert!(documented.meaning > 0, "{key}");
    }
}

/// The file's keys, each with the paragraph directly above its first occurrence.
fn documented() -> BTreeMap<String, Documented> {
    let mut keys = BTreeMap::new();
    let mut table = String::new();
    let mut above = Documented::default();
    for line in FILE.lines() {
        let enabled = line.strip_prefix('#').unwrap_or(line);
        if let Some(text) = line.strip_prefix("# ") {
            if let Some(default) = text.strip_prefix("default: ") {
                above.default = Some(default.to_owned());
            } else if let Some(reload) = text.strip_prefix("reload: ") {
                above.reload = Some(reload.to_owned());
            } else {
                above.meaning += 1;
            }
            continue;
        }
        let paragraph = std::mem::take(&mut above);
        if enabled.starts_with('[') {
            table = enabled.trim_matches(['[', ']']).to_owned();
        } else if let Some((key, _)) = enabled.split_once(" = ") {
            keys.entry(format!("{table}.{key}")).or_insert(paragraph);
        }
    }
    keys
}

/// The file with the lines that start with `#` and no space made keys and tables.
fn switched_on() -> String {
    FILE.lines()
        .map(|line| match line.strip_prefix('#') {
            Some(rest) if !rest.starts_with(' ') => rest,
            _ => line,
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// Every key of the settings by its path. The keys of all listeners are taken together.
fn flat(settings: &Settings) -> BTreeMap<String, toml::Value> {
    fn walk(path: &str, value: toml::Value, keys: &mut BTreeMap<String, toml::Value>) {
        match value {
            toml::Value::Table(table) => {
                for (key, value) in table {
                    walk(&format!("{path}.{key}"), value, keys);
                }
            }
            toml::Value::Array(tables) => {
                for table in tables {
                    walk(path, table, keys);
                }
            }
            value => {
                keys.insert(path.trim_start_matches('.').to_owned(), value);
            }
        }
    }
    let mut keys = BTreeMap::new();
    let table = toml::from_str(&settings.to_toml().unwrap()).unwrap();
    walk("", toml::Value::Table(table), &mut keys);
    keys
}
