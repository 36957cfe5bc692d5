//! `rosterd activity verify`

use std::process::ExitCode;

use rosterd_http::admin::VerifiedView;

use crate::{
    cli::{of_tenant::OfTenant, print},
    error::Error,
};

pub(super) async fn run(of: &OfTenant) -> Result<ExitCode, Error> {
    let verified: VerifiedView = of.client().get(&of.path("activity/verify")).await?;
    if of.json {
        print::json(&verified)?;
    } else {
        print::line(words(&verified));
    }
    Ok(if verified.whole {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn words(verified: &VerifiedView) -> String {
    let VerifiedView {
        checked,
        first,
        last,
        head,
        ..
    } = verified;
    let Some(broken) = &verified.broken else {
        return format!(
            "{checked} entries, from {first} on, are as they were written\nlast {last}\nhead {head}"
        );
    };
    let place = match broken.sequence {
        Some(sequence) => format!("entry {sequence}"),
        None => format!("somewhere from entry {first} to {last}"),
    };
    format!(
        "the log is not what was written, {place}: {}\n{checked} entries, from {first} on, are as \
         they were written",
        broken.fault
    )
}
