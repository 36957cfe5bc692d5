//! Reads of a directory: by id, by filter, by page.

use crate::{
    Fallible,
    arguments::Arguments,
    budget,
    load::{self, Numbers, Samples},
    people::{self, scattered},
    rows::{MANY, turn},
    scene::Scene,
    table::{Row, count},
    yardstick::bare_server::BareServer,
};

/// Users a page.
const PAGE: u64 = 100;

/// What the sizes are compared by.
#[derive(Debug)]
pub(crate) struct ReadById {
    users: u64,
    /// To the bare server.
    ratio: f64,
}

/// The rows of one directory.
pub(crate) async fn measure(
    scene: &Scene,
    arguments: &Arguments,
    rows: &mut Vec<Row>,
) -> Fallible<ReadById> {
    let (api, users) = (scene.api()?, scene.users);
    let path = move |number| format!("/Users/{}", people::id(scattered(number, users)));
    let bare_server = BareServer::replay(&api.get(&path(0)).await?)?;
    let read = api.reads(Numbers::default(), path);
    let filter = api.reads(Numbers::default(), move |number| {
        let user_name = people::user_name(scattered(number, users));
        format!("/Users?filter=userName%20eq%20%22{user_name}%22")
    });
    let pages = users.div_ceil(PAGE);
    let page = api.reads(Numbers::OfEachConnection, move |number| {
        format!(
            "/Users?startIndex={}&count={PAGE}",
            number % pages * PAGE + 1
        )
    });

    let [mut bare, mut by_id, mut by_name, mut by_page] = <[Samples; 4]>::default();
    for _ in 0..arguments.rounds {
        bare.push(load::run(bare_server.address, &read, MANY, arguments.bounds()).await?);
        by_id.push(turn(arguments, &api, &read, MANY).await?);
        by_name.push(turn(arguments, &api, &filter, MANY).await?);
        by_page.push(turn(arguments, &api, &page, MANY).await?);
    }

    let size = count(users);
    let ratio = by_id.rate() / bare.rate();
    rows.push(Row::yardstick(
        "bare hyper, the bytes of one user",
        bare.summary(),
    ));
    rows.push(budget::READ_BY_ID.judge(
        format!("read by id, {size} users"),
        by_id.summary(),
        ratio,
    ));
    rows.push(budget::USER_NAME_EQ.judge(
        format!("filter `userName eq`, {size} users"),
        by_name.summary(),
        by_name.rate() / by_id.rate(),
    ));
    rows.push(budget::PAGE.judge(
        format!("page of {PAGE}, {size} users"),
        by_page.summary(),
        by_page.rate() / bare.rate(),
    ));
    Ok(ReadById { users, ratio })
}

/// Whether a large directory is read as quickly as a small one.
pub(crate) fn flatness(reads: &[ReadById]) -> Option<Row> {
    let [smallest, .., largest] = reads else {
        return None;
    };
    Some(budget::FLAT.judge(
        format!(
            "read by id, {} and {} users",
            count(smallest.users),
            count(largest.users)
        ),
        format!(
            "{:.3} and {:.3} of bare hyper",
            smallest.ratio, largest.ratio
        ),
        largest.ratio / smallest.ratio,
    ))
}
