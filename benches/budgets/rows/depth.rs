//! Pages far behind in a directory, beside its first page: what precedes them must not be looked at
//! again.

use std::{sync::Arc, time::Duration};

use crate::{
    Fallible,
    arguments::Arguments,
    budget,
    load::{self, Bounds, Numbers, Samples},
    scene::{Api, Scene},
    table::{Row, count},
};

/// Users of a page that is measured.
const PAGE: u64 = 100;
/// Users of a page on the way to it.
const STRIDE: u64 = 1_000;
/// Pages a turn, as far as there are so many behind the first ones.
const PAGES: u64 = 50;

/// The first page, and those from nine tenths of the directory on: by cursor, and by index in
/// sequence.
pub(crate) async fn pages(
    scene: &Scene,
    arguments: &Arguments,
    rows: &mut Vec<Row>,
) -> Fallible<()> {
    let api = scene.api()?;
    let depth = scene.users / 10 * 9 / STRIDE * STRIDE;
    let cursor = walked_by_cursor(&api, depth).await?;
    walked_by_index(&api, depth).await?;
    let first = api.reads(Numbers::default(), |_| {
        format!("/Users?startIndex=1&count={PAGE}")
    });
    let by_cursor = api.reads(Numbers::default(), move |_| {
        format!("/Users?cursor={cursor}&count={PAGE}")
    });
    // It goes on from turn to turn.
    let by_index = api.reads(Numbers::default(), move |number| {
        let start = depth + number * PAGE + 1;
        format!("/Users?startIndex={start}&count={PAGE}")
    });

    let behind = (scene.users - depth) / PAGE / u64::try_from(arguments.rounds)?.max(1);
    let bounds = Bounds {
        requests: usize::try_from(behind.clamp(1, PAGES))?,
        time: Duration::from_mins(1),
    };
    let [mut at_first, mut behind_cursor, mut at_index] = <[Samples; 3]>::default();
    for _ in 0..arguments.rounds {
        at_first.push(load::run(api.server, &first, 1, bounds).await?);
        behind_cursor.push(load::run(api.server, &by_cursor, 1, bounds).await?);
        at_index.push(load::run(api.server, &by_index, 1, bounds).await?);
    }

    let (users, depth) = (count(scene.users), count(depth));
    rows.push(Row::yardstick(
        format!("the first page of {PAGE}, {users} users, by 1"),
        at_first.summary(),
    ));
    for (how, samples) in [("cursor", behind_cursor), ("index, in sequence", at_index)] {
        rows.push(budget::DEEP_PAGE.judge(
            format!("a page behind {depth} by {how}"),
            samples.summary(),
            samples.p50() / at_first.p50(),
        ));
    }
    Ok(())
}

/// The cursor that stands behind so many users.
async fn walked_by_cursor(api: &Arc<Api>, depth: u64) -> Fallible<String> {
    let mut cursor = String::new();
    for _ in 0..depth / STRIDE {
        let page = api
            .get(&format!("/Users?cursor={cursor}&count={STRIDE}"))
            .await?;
        cursor = next_cursor(page.body()).ok_or("the walk has ended early")?;
    }
    Ok(cursor)
}

/// Leaves the walk of the token behind so many users.
async fn walked_by_index(api: &Arc<Api>, depth: u64) -> Fallible<()> {
    for passed in (0..depth).step_by(usize::try_from(STRIDE)?) {
        let start = passed + 1;
        api.get(&format!("/Users?startIndex={start}&count={STRIDE}"))
            .await?;
    }
    Ok(())
}

/// It stands in front of the resources, which need not be read for it.
fn next_cursor(body: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(body.get(..body.len().min(1_024))?).into_owned();
    let (_, rest) = head.split_once(r#""nextCursor":""#)?;
    Some(rest.split_once('"')?.0.to_owned())
}
