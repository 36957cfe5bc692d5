//! One tenant's import beside another tenant's daily work.

use crate::{
    Fallible,
    arguments::Arguments,
    budget,
    load::Samples,
    people,
    rows::{MANY, turn},
    scene::Scene,
    table::{Row, time},
};

/// Connections of the tenant who is not importing.
const FEW: usize = 2;
/// The numbers of the people who are imported, apart from all others.
const IMPORTED: u64 = 2 * people::NEWCOMERS;

/// What the import does to the other's p99.
pub(crate) async fn import(
    scene: &Scene,
    arguments: &Arguments,
    rows: &mut Vec<Row>,
) -> Fallible<()> {
    let (importing, other) = (scene.api()?, scene.api_of_new_tenant("Neighbour")?);
    let import = importing.creates(IMPORTED);
    let work = other.creates(people::NEWCOMERS);
    let [mut quiet, mut busy] = <[Samples; 2]>::default();
    for _ in 0..arguments.rounds {
        quiet.push(turn(arguments, &other, &work, FEW).await?);
        let (during, _) = tokio::try_join!(
            turn(arguments, &other, &work, FEW),
            turn(arguments, &importing, &import, MANY),
        )?;
        busy.push(during);
    }
    rows.push(budget::NEIGHBOUR.judge(
        format!("create by {FEW} beside another tenant's import by {MANY}"),
        format!("p99 {}, quiet {}", time(busy.p99()), time(quiet.p99())),
        busy.p99() / quiet.p99(),
    ));
    Ok(())
}
