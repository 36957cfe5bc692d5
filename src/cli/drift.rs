//! `rosterd drift`

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use rosterd_http::admin::{DriftRequest, DriftView, DriftedView};

use super::{
    document,
    of_tenant::OfTenant,
    print,
    shown::{self, Shown},
};
use crate::error::Error;

/// What the directory, the membership and the app's own list disagree on. Exit code 0: nothing, 1: something.
#[derive(Debug, Args)]
pub(super) struct Drift {
    #[command(flatten)]
    of: OfTenant,
    /// The app's members as JSON: {"members": [{"email": "a@b.c", "active": true}]}; - reads standard input.
    #[arg(long, value_name = "FILE")]
    app: Option<PathBuf>,
}

impl Drift {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        let view = compare(&self.of, self.app.as_deref()).await?;
        if self.of.json {
            print::json(&view)?;
        } else {
            for (title, drifted) in [
                ("in the directory, and no members", &view.not_members),
                ("not as the directory says", &view.not_applied),
                ("managed by no directory", &view.unmanaged),
                ("only in the app", &view.only_in_app),
                ("missing in the app", &view.missing_in_app),
                ("with another access in the app", &view.access_differs),
            ] {
                if !drifted.is_empty() {
                    print::line(format!("{} {title}:", drifted.len()));
                    shown::table(drifted);
                }
            }
            if view.total == 0 {
                print::line("no drift");
            }
        }
        Ok(if view.total == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}

/// With the app's own list, where there is one.
pub(super) async fn compare(of: &OfTenant, app: Option<&Path>) -> Result<DriftView, Error> {
    let path = of.path("drift");
    match app {
        Some(file) => of.client().post(&path, &document::read(file)?).await,
        None => of.client().post(&path, &DriftRequest::default()).await,
    }
}

impl Shown for DriftedView {
    const HEADER: &'static [&'static str] = &["e-mail", "member", "user", "what is different"];

    fn row(&self) -> Vec<String> {
        let id = |id: &Option<String>| id.clone().unwrap_or_else(|| "-".to_owned());
        vec![
            self.email.clone(),
            id(&self.member),
            id(&self.user),
            self.says.clone(),
        ]
    }
}
