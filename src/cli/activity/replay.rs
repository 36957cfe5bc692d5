//! `rosterd activity replay`

use std::process::ExitCode;

use rosterd_http::admin::ReplayedView;

use crate::{
    cli::{of_tenant::OfTenant, print},
    error::Error,
};

pub(super) async fn run(of: &OfTenant) -> Result<ExitCode, Error> {
    let replayed: ReplayedView = of.client().get(&of.path("activity/replay")).await?;
    if of.json {
        print::json(&replayed)?;
    } else {
        print::line(words(&replayed));
    }
    Ok(if replayed.same {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn words(replayed: &ReplayedView) -> String {
    let ReplayedView {
        events,
        members,
        untold,
        first_entry,
        rebuilt,
        stored,
        different,
        ..
    } = replayed;
    let older = if *first_entry > 1 {
        format!(
            "; {untold} are older than the log, which begins with entry {first_entry}, and are \
             taken as they are"
        )
    } else {
        String::new()
    };
    let lines = format!(
        "events: {events}, members by them: {members}{older}\nrebuilt {rebuilt}\nstored  {stored}"
    );
    if replayed.same {
        return lines;
    }
    let named = replayed.named.join(" ");
    format!("{lines}\n{different} members are not as the log tells: {named}")
}
