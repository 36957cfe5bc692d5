//! rosterd against its budgets: `cargo xtask bench`.
//!
//! Everything is measured in one run, and rates are parts of yardsticks measured beside them, so
//! that the figures mean the same on another machine. `docs/performance.md` says how to read them.

mod arguments;
mod budget;
mod document;
mod load;
mod people;
mod rows;
mod scene;
mod table;
mod yardstick;

use std::{
    env,
    error::Error,
    io::{self, Write as _},
};

use clap::Parser as _;

use crate::{
    arguments::{Arguments, Part},
    rows::{depth, footprint, groups, neighbour, reads, writes},
    scene::Scene,
    table::Row,
    yardstick::bare_server,
};

/// Whatever goes wrong ends the run: half a table would be read as a whole one.
type Fallible<T> = Result<T, Box<dyn Error + Send + Sync>>;

fn main() -> Fallible<()> {
    if env::args().nth(1).as_deref() == Some(bare_server::FLAG) {
        return bare_server::serve();
    }
    let arguments = Arguments::parse();
    if !arguments.bench {
        return say("nothing is measured in a test run: use `cargo xtask bench`");
    }
    // One thread: the load generator must leave the cores to the servers.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let rows = runtime.block_on(measure(&arguments))?;
    let table = table::table(&rows);
    say(&table)?;
    if arguments.write {
        document::write(&arguments, &table)?;
    }
    Ok(())
}

async fn measure(arguments: &Arguments) -> Fallible<Vec<Row>> {
    let mut rows = Vec::new();
    let mut by_size = Vec::new();
    if arguments.wants(Part::Footprint) {
        footprint::idle(&mut rows).await?;
        say("sleeping tenants")?;
        footprint::sleepers(arguments.sleepers(), &mut rows).await?;
    }
    let sizes = arguments.sizes();
    for &users in &sizes {
        say(&format!("loading {users} users"))?;
        let mut scene = Scene::with_users(users).await?;
        if arguments.wants(Part::Reads) {
            say("reads")?;
            by_size.push(reads::measure(&scene, arguments, &mut rows).await?);
        }
        if arguments.wants(Part::Depth) && sizes.last() == Some(&users) {
            say("pages far behind")?;
            depth::pages(&scene, arguments, &mut rows).await?;
        }
        if arguments.wants(Part::Footprint) {
            say("footprint")?;
            footprint::after_reads(&scene, &mut rows)?;
            scene = footprint::starts(scene, &mut rows);
        }
        if arguments.wants(Part::Writes) && sizes.first() == Some(&users) {
            say("writes")?;
            writes::creates(&scene, arguments, &mut rows).await?;
            writes::patches(&scene, arguments, &mut rows).await?;
        }
        if arguments.wants(Part::Groups) && sizes.last() == Some(&users) {
            say("groups")?;
            groups::memberships(&scene, arguments, &mut rows).await?;
            groups::large(&scene, arguments, &mut rows).await?;
        }
        if arguments.wants(Part::Neighbour) && sizes.first() == Some(&users) {
            say("a neighbour's import")?;
            neighbour::import(&scene, arguments, &mut rows).await?;
        }
    }
    rows.extend(reads::flatness(&by_size));
    Ok(rows)
}

fn say(line: &str) -> Fallible<()> {
    Ok(writeln!(io::stdout(), "{line}")?)
}
