//! `rosterd member provenance`

use rosterd_http::admin::{FieldView, OriginView, ProvenanceView};
use serde_json::Value;

use crate::{
    admin_client::encode,
    cli::{
        of_tenant::OfTenant,
        print,
        shown::{self, Shown},
    },
    error::Error,
};

/// Shows who wrote each field of a member last, and who comes before whom.
pub(super) async fn show(of: &OfTenant, member: &str) -> Result<(), Error> {
    let path = of.path(&format!("members/{}/provenance", encode(member)));
    let view: ProvenanceView = of.client().get(&path).await?;
    if of.json {
        return print::json(&view);
    }
    shown::table(&view.fields);
    print::line(made(&view));
    for (fields, order, rule) in rules(&view.fields) {
        print::line(format!(
            "{}: {} ({rule})",
            fields.join(", "),
            order.join(" before ")
        ));
    }
    Ok(())
}

fn made(view: &ProvenanceView) -> String {
    let since = print::time(view.created_at);
    let record = match (&view.user, view.recorded_at) {
        (Some(user), Some(at)) => format!(", record {user} since {}", print::time(at)),
        _ => String::new(),
    };
    let log = match &view.log_begins {
        Some(begins) => {
            let (entry, at) = (begins.entry, print::time(begins.at));
            format!("; the activity log begins with entry {entry} of {at}")
        }
        None => String::new(),
    };
    format!("member {} since {since}{record}{log}", view.member)
}

/// Fields that have one rule stand in one line; those of the record are not named one by one.
fn rules(fields: &[FieldView]) -> Vec<(Vec<&str>, &[String], &str)> {
    let mut rules: Vec<(Vec<&str>, &[String], &str)> = Vec::new();
    for field in fields {
        let name = match field.of.as_str() {
            "record" => "attributes of the record",
            _ => &field.field,
        };
        match rules.iter_mut().find(|(_, _, rule)| *rule == field.rule) {
            Some((names, ..)) if names.contains(&name) => {}
            Some((names, ..)) => names.push(name),
            None => rules.push((vec![name], &field.precedence, &field.rule)),
        }
    }
    rules
}

impl Shown for FieldView {
    const HEADER: &'static [&'static str] =
        &["field", "value", "source", "by", "time", "entry", "request"];

    fn row(&self) -> Vec<String> {
        let value = match &self.value {
            Value::String(text) => text.clone(),
            Value::Null => "-".to_owned(),
            value => value.to_string(),
        };
        let mut row = vec![self.field.clone(), value];
        match (&self.origin, &self.missing) {
            (Some(origin), _) => row.extend([
                origin.source.replace('_', " "),
                by(origin),
                print::time(origin.at),
                origin.entry.to_string(),
                origin.request_id.clone(),
            ]),
            (None, Some(missing)) => row.extend([
                "-".to_owned(),
                missing.says.clone(),
                String::new(),
                String::new(),
                String::new(),
            ]),
            (None, None) => {}
        }
        row
    }
}

/// The token with its name and client, the file and who brought it, or the admin.
fn by(origin: &OriginView) -> String {
    let name = origin.name.as_ref().unwrap_or(&origin.by);
    let more: Vec<&str> = [&origin.token, &origin.client]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    if more.is_empty() {
        name.clone()
    } else {
        format!("{name} ({})", more.join(", "))
    }
}
