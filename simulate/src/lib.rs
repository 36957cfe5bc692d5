//! Plays identity providers over real HTTP and objects to what they would not accept.
//!
//! A persona sends what Microsoft Entra ID, Okta or OneLogin sends, body by body, to any SCIM 2.0
//! server, and checks each answer as that provider would. One more, called strict, is none of them:
//! it sends what the RFCs say and holds every answer to them. A run leaves the directory as a second
//! run with the same seed expects to find it: that one creates and updates nobody at first.
//!
//! This crate uses no other crate of rosterd. A persona that shared the server's reading of the
//! RFCs would share its errors and find none of them.

mod attribute;
mod client;
mod dialect;
mod directory;
mod failure;
mod persona;
mod phase;
mod plan;
mod report;
mod run;

pub use failure::{Failure, Objection};
pub use persona::{Persona, UnknownPersona};
pub use plan::{Plan, Unwatched, Watch};
pub use report::{Latency, PhaseReport, Report};

/// Plays `persona` as `plan` says and tells `watch` how far it has come.
///
/// # Errors
/// The first objection, an unusable plan, or a server that stays away or busy.
pub async fn play(persona: Persona, plan: &Plan, watch: &dyn Watch) -> Result<Report, Failure> {
    let run = run::Run::new(persona, dialect::of(persona), plan, watch)?;
    phase::script(&run).await?;
    Ok(run.report(persona))
}
