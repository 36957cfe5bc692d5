//! `rosterd event …`

mod list;

use std::process::ExitCode;

use clap::{Args, Subcommand};
use rosterd_http::admin::{AcknowledgedView, EventView, ReceiptView, ReceiptsView, SnapshotView};

use super::{
    of_tenant::OfTenant,
    print,
    shown::{self, Shown},
};
use crate::error::Error;
use list::List;

#[derive(Debug, Subcommand)]
pub(super) enum Event {
    /// List events in order, of one tenant or of all, from the first one that is kept.
    List(List),
    /// Print all members of a tenant as they are now, and the number of the event they are up to.
    Snapshot(OfTenant),
    /// Say that the app has taken in all events of a tenant up to one.
    Ack(Ack),
    /// How each loss of access has reached the app: when it was asked for, given out and taken in.
    Receipts(OfTenant),
}

#[derive(Debug, Args)]
pub(super) struct Ack {
    #[command(flatten)]
    of: OfTenant,
    /// The number of the event.
    seq: u64,
}

impl Event {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        match self {
            Self::List(list) => list.run().await?,
            Self::Snapshot(of) => {
                let snapshot: SnapshotView = of.client().get(&of.path("snapshot")).await?;
                if of.json {
                    print::json(&snapshot)?;
                } else {
                    shown::table(&snapshot.members);
                    print::line(format!("up to event {}", snapshot.seq));
                }
            }
            Self::Ack(Ack { of, seq }) => {
                let path = format!("events/ack?seq={seq}");
                of.put::<AcknowledgedView>(&path, &()).await?;
            }
            Self::Receipts(of) => receipts(&of).await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn receipts(of: &OfTenant) -> Result<(), Error> {
    let mut after = String::new();
    loop {
        let path = of.path(&format!("receipts?limit=1000{after}"));
        let page: ReceiptsView = of.client().get(&path).await?;
        shown::several(&page.items, of.json)?;
        if let (Some(half), Some(most), false) = (page.p50_ms, page.p99_ms, of.json) {
            print::line(format!(
                "from the call to the app: half within {half} ms, 99 in 100 within {most} ms"
            ));
        }
        match page.next {
            Some(next) => after = format!("&after={next}"),
            None => return Ok(()),
        }
    }
}

impl Shown for EventView {
    const HEADER: &'static [&'static str] = &["seq", "type", "when", "about", "cause"];

    fn row(&self) -> Vec<String> {
        let about = match (&self.member_id, self.data.get("email")) {
            (Some(id), Some(email)) => format!("{} {id}", email.as_str().unwrap_or_default()),
            (Some(id), None) => format!("(erased) {id}"),
            (None, _) => self
                .data
                .get("ids")
                .map(ToString::to_string)
                .unwrap_or_default(),
        };
        let cause = &self.cause;
        let actor = cause.actor.as_deref().unwrap_or_default();
        vec![
            self.seq.to_string(),
            self.kind.clone(),
            print::time(self.occurred_at),
            about,
            format!("{} {actor}", cause.source).trim_end().to_owned(),
        ]
    }
}

impl Shown for ReceiptView {
    const HEADER: &'static [&'static str] = &[
        "seq",
        "type",
        "member",
        "asked for",
        "given out",
        "taken in",
    ];

    fn row(&self) -> Vec<String> {
        vec![
            self.seq.to_string(),
            self.kind.clone(),
            self.member_id.clone().unwrap_or_default(),
            print::time(self.requested_at),
            self.delivered_at.map_or("-".to_owned(), print::time),
            self.acknowledged_at.map_or("open".to_owned(), print::time),
        ]
    }
}

impl Shown for AcknowledgedView {
    const HEADER: &'static [&'static str] = &["taken in up to"];

    fn row(&self) -> Vec<String> {
        vec![self.seq.to_string()]
    }
}
