//! The command line: one file a verb under `cli/`.

pub(crate) mod print;

mod activity;
mod check;
mod demo;
mod document;
mod drift;
mod event;
mod explain;
mod export;
mod group;
mod hold;
mod import;
mod init;
mod mapping;
mod member;
mod moment;
mod notices;
mod of_tenant;
mod outline;
mod pending;
mod plan;
mod resource_type;
mod runtime;
mod schema;
pub(crate) mod serve;
mod setting;
mod shown;
mod simulate;
mod since;
mod state;
mod status;
mod tenant;
mod token;
mod undo;

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};

use crate::error::Error;

/// An app's members follow the customer's directory: SCIM 2.0 in, decisions and a log out.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Run the daemon.
    Serve(serve::Serve),
    /// Read a configuration file and say what is wrong with it, without starting anything.
    Check(check::Check),
    /// Write a commented configuration file.
    Init(init::Init),
    /// Ask the running daemon how it is. Exit code 0: well, 1: needs a look, 3: not running.
    Status(status::Status),
    /// Customer accounts: create, list, show, set.
    #[command(subcommand)]
    Tenant(tenant::Tenant),
    /// The bearer tokens of a tenant: create, list, revoke.
    #[command(subcommand)]
    Token(token::Token),
    /// What happened in a tenant, newest first, and whether the log of it is whole.
    Activity(activity::Activity),
    /// The members of a tenant: list, show, add, restore, protect, and whether one may sign in.
    #[command(subcommand)]
    Member(member::Member),
    /// Add and describe members by a CSV file; a dry run says what would become of each row.
    Import(import::Import),
    /// Write a tenant's members, or its activity, as CSV or JSON lines.
    Export(export::Export),
    /// How a tenant's members follow its directory: list, get, set.
    #[command(subcommand)]
    Setting(setting::Setting),
    /// Removals that wait for the end of the grace period: list, restore, remove-now.
    #[command(subcommand)]
    Pending(pending::Pending),
    /// Removals that are held, because too many came at once: list, approve, discard.
    #[command(subcommand)]
    Hold(hold::Hold),
    Undo(undo::Undo),
    /// What going live with a directory that is only observed would do: show, apply.
    #[command(subcommand)]
    Plan(plan::Plan),
    Notices(notices::Notices),
    Explain(explain::Explain),
    /// What the app is told: list, snapshot, ack, receipts.
    #[command(subcommand)]
    Event(event::Event),
    Drift(drift::Drift),
    State(state::State),
    /// The groups that a tenant's directory has pushed: list.
    #[command(subcommand)]
    Group(group::Group),
    /// What a tenant's members have by their groups: list, set, preview, evaluate, cancel.
    #[command(subcommand)]
    Mapping(mapping::Mapping),
    /// The schemas that a tenant declares beside the standard ones: list, declare, withdraw.
    #[command(subcommand)]
    Schema(schema::Schema),
    /// The resource types that a tenant declares beside users and groups: list, declare, withdraw.
    #[command(subcommand)]
    ResourceType(resource_type::ResourceType),
    /// Play an identity provider, or a strict client, against a SCIM server, and judge its answers as that
    /// one would.
    Simulate(simulate::Simulate),
    /// Start a daemon on loopback with a tenant, a token and a simulated directory to look at.
    Demo(demo::Demo),
}

/// Where the running daemon listens for its operator.
#[derive(Debug, Args)]
struct Target {
    /// The daemon's admin socket.
    #[arg(long, value_name = "PATH", default_value_os_t = default_socket())]
    socket: PathBuf,
}

/// Runs one verb to its end.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode, Error> {
    match arguments.verb {
        Verb::Serve(verb) => verb.run(),
        Verb::Check(verb) => verb.run(),
        Verb::Init(verb) => verb.run(),
        Verb::Status(verb) => runtime::block_on(verb.run()),
        Verb::Tenant(verb) => runtime::block_on(verb.run()),
        Verb::Token(verb) => runtime::block_on(verb.run()),
        Verb::Activity(verb) => runtime::block_on(verb.run()),
        Verb::Member(verb) => runtime::block_on(verb.run()),
        Verb::Import(verb) => runtime::block_on(verb.run()),
        Verb::Export(verb) => runtime::block_on(verb.run()),
        Verb::Setting(verb) => runtime::block_on(verb.run()),
        Verb::Pending(verb) => runtime::block_on(verb.run()),
        Verb::Hold(verb) => runtime::block_on(verb.run()),
        Verb::Undo(verb) => runtime::block_on(verb.run()),
        Verb::Plan(verb) => runtime::block_on(verb.run()),
        Verb::Event(verb) => runtime::block_on(verb.run()),
        Verb::Notices(verb) => runtime::block_on(verb.run()),
        Verb::Explain(verb) => runtime::block_on(verb.run()),
        Verb::Drift(verb) => runtime::block_on(verb.run()),
        Verb::State(verb) => runtime::block_on(verb.run()),
        Verb::Group(verb) => runtime::block_on(verb.run()),
        Verb::Mapping(verb) => runtime::block_on(verb.run()),
        Verb::Schema(verb) => runtime::block_on(verb.run()),
        Verb::ResourceType(verb) => runtime::block_on(verb.run()),
        Verb::Simulate(verb) => runtime::block_on(verb.run()),
        Verb::Demo(verb) => verb.run(),
    }
}

fn default_socket() -> PathBuf {
    settings::Settings::default().admin.socket
}
