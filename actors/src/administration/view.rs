//! Records as the operator sees them, and the cursors of lists.

use std::str::FromStr;

use jiff::Timestamp;
use roster::{
    Grace, Member, MemberState, Origin, SingleSignOn, Tenant, TenantKind, mapping::Rules,
    sign_in::sign_in, silence::UNUSED_DAYS,
};
use rosterd_http::admin::{Federation, GroupView, MemberView, Problem, TokenKind, TokenView};
use store::record::{self, TokenRecord, group::GroupHead, token::TokenWatch};
use uuid::Uuid;

use super::{mapping::mapped, problem::invalid_query};

pub(super) fn token(token: TokenRecord, watch: &TokenWatch, now: Timestamp) -> TokenView {
    TokenView {
        usual: usual(watch),
        silent_since: watch.silent_since,
        unused_since: watch.unused_since,
        warning: warning(watch),
        state: token.state(now).as_str().to_owned(),
        id: token.public_id,
        name: token.name,
        prefix: token.prefix,
        kind: token_kind(token.kind),
        federation: token.federation.map(federation),
        created_at: token.created_at,
        expires_at: token.expires_at,
        revoked_at: token.revoked_at,
        last_used_at: token.last_used_at,
        client: token.last_client,
    }
}

fn usual(watch: &TokenWatch) -> Option<String> {
    let usual = watch.rhythm.and_then(|rhythm| rhythm.usual());
    usual.map(|usual| usual.to_string())
}

/// What there is to say of a token's use.
fn warning(watch: &TokenWatch) -> Option<String> {
    if let Some(since) = watch.unused_since {
        return Some(format!(
            "unused: not for {UNUSED_DAYS} days, since {since:.0}"
        ));
    }
    let since = watch.silent_since?;
    let usual = usual(watch).map_or_else(String::new, |usual| format!(", usually {usual}"));
    Some(format!("silent: no call since {since:.0}{usual}"))
}

fn token_kind(kind: record::token::TokenKind) -> TokenKind {
    match kind {
        record::token::TokenKind::Bearer => TokenKind::Bearer,
        record::token::TokenKind::ClientSecret => TokenKind::ClientSecret,
        record::token::TokenKind::Federated => TokenKind::Federated,
    }
}

fn federation(claims: record::token::Federation) -> Federation {
    Federation {
        issuer: claims.issuer,
        subject: claims.subject,
        audience: claims.audience,
        directory: claims.directory,
        authorized_party: claims.authorized_party,
    }
}

/// The other way round, for a record.
pub(super) fn claims(federation: Federation) -> record::token::Federation {
    record::token::Federation {
        issuer: federation.issuer,
        subject: federation.subject,
        audience: federation.audience,
        directory: federation.directory,
        authorized_party: federation.authorized_party,
    }
}

pub(super) fn member(member: Member, tenant: &Tenant) -> MemberView {
    let denial = sign_in(&member, &tenant.settings).err();
    let denial = denial.map(|denial| denial.as_str().to_owned());
    let since = member.waits_since();
    member_as(
        member,
        denial,
        since.and_then(|since| Grace::of(tenant).due(since)),
    )
}

/// As [`member`], with what the settings make of them: why they may not sign in, and when they are due.
pub(super) fn member_as(
    member: Member,
    denial: Option<String>,
    due: Option<Timestamp>,
) -> MemberView {
    let waits_since = member.waits_since();
    let hold = match member.state {
        MemberState::Held { hold, .. } => Some(hold),
        _ => None,
    };
    MemberView {
        state: member.state.as_str().to_owned(),
        may_sign_in: denial.is_none(),
        denial,
        origin: origin(member.origin).to_owned(),
        due,
        waits_since,
        hold,
        gone_since: member.gone_since,
        protected: member.protected,
        user_group: member.assignment.user_group,
        classes: member.assignment.classes.into_iter().collect(),
        teacher: member.assignment.teacher,
        id: member.id.to_string(),
        user: member.user,
        user_name: member.user_name,
        display_name: member.display_name,
        email: member.email,
        created_at: member.created_at,
        changed_at: member.changed_at,
    }
}

pub(super) fn group((id, head): (Uuid, GroupHead), rules: &Rules) -> GroupView {
    GroupView {
        maps_to: mapped(rules, &head.facts(id)),
        external_id: head.external_id,
        id: id.to_string(),
        name: head.display_name,
        members: head.members,
    }
}

/// What [`origin`] says.
pub(super) const ORIGINS: [&str; 3] = ["directory", "app", "import"];

fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Directory => "directory",
        Origin::App => "app",
        Origin::Import => "import",
    }
}

pub(super) fn kind(kind: TenantKind) -> &'static str {
    match kind {
        TenantKind::School => "school",
        TenantKind::Business => "business",
    }
}

pub(super) fn single_sign_on(sso: SingleSignOn) -> &'static str {
    match sso {
        SingleSignOn::None => "none",
        SingleSignOn::Saml => "saml",
        SingleSignOn::Oidc => "oidc",
    }
}

/// Reads a cursor that [`next`] made.
pub(super) fn cursor<T: FromStr>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| not_a_cursor())
}

/// Of a text that no page gave.
pub(super) fn not_a_cursor() -> Problem {
    invalid_query("after must be the next of an earlier page of this list.")
}

/// The cursor of the page behind a full one.
pub(super) fn next<T>(items: &[T], limit: usize, cursor: impl Fn(&T) -> String) -> Option<String> {
    items.last().filter(|_| items.len() >= limit).map(cursor)
}
