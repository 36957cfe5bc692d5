//! What a verb shows of things: a table for people, JSON lines for programs.

use serde::{Serialize, de::DeserializeOwned};

use super::print;
use crate::{admin_client::AdminClient, error::Error};

/// Something with a row in a table.
pub(super) trait Shown: Serialize {
    /// The names of the columns.
    const HEADER: &'static [&'static str];

    /// One text for each column.
    fn row(&self) -> Vec<String>;

    /// Whether it tells of a failure, which must not be overlooked.
    fn is_failure(&self) -> bool {
        false
    }
}

/// One of them.
pub(super) fn one<T: Shown>(item: &T, json: bool) -> Result<(), Error> {
    if json {
        print::json(item)
    } else {
        table([item]);
        Ok(())
    }
}

/// A few of them.
pub(super) fn several<T: Shown>(items: &[T], json: bool) -> Result<(), Error> {
    if json {
        items.iter().try_for_each(print::json)
    } else {
        table(items);
        Ok(())
    }
}

/// A listing of the admin API to its end, or to `limit` items. JSON lines come as they are read.
pub(super) async fn all<T: Shown + DeserializeOwned>(
    client: &AdminClient,
    path: &str,
    limit: Option<usize>,
    json: bool,
) -> Result<(), Error> {
    let mut items: Vec<T> = Vec::new();
    client
        .each(path, limit, |item: T| {
            if json {
                print::json(&item)?;
            } else {
                items.push(item);
            }
            Ok(())
        })
        .await?;
    if !json {
        table(&items);
    }
    Ok(())
}

/// A table of them.
pub(super) fn table<'i, T: Shown + 'i>(items: impl IntoIterator<Item = &'i T>) {
    let rows = items
        .into_iter()
        .map(|item| (item.row(), item.is_failure()));
    print::table_with_failures(T::HEADER, rows);
}
