mod evaluation;
mod hints;
mod properties;
mod reading;

use serde_json::{Value, json};

use super::*;
use crate::{Assignment, TenantKind, testing::tenant};

fn table(rows: &Value) -> Table {
    Table::read(rows.as_array().unwrap()).unwrap()
}

fn rules(kind: TenantKind, rows: &Value) -> Rules {
    Rules::new(table(rows), &tenant(kind))
}

fn pushed(name: &str) -> Group {
    Group {
        id: format!("id-{name}"),
        external_id: Some(format!("ext-{name}")),
        name: name.to_owned(),
        class: Some(format!("id-{name}")),
    }
}

fn assigned(rules: &Rules, names: &[&str]) -> Assignment {
    let given: Vec<_> = names.iter().map(|name| rules.give(&pushed(name))).collect();
    rules.assignment(&given)
}

fn has(user_group: Option<&str>, classes: &[&str], teacher: bool) -> Assignment {
    Assignment {
        user_group: user_group.map(str::to_owned),
        classes: classes.iter().map(|class| (*class).to_owned()).collect(),
        teacher,
    }
}
