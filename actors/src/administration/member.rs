//! Members: adding one by hand, finding one, and what an operator does to one.

use roster::{Edit, Member, MemberId, MemberState, sign_in::sign_in};
use rosterd_http::admin::{
    Admin, ListQuery, MemberAct, MemberChange, MemberFilter, MemberView, NewMember, PageOf,
    Problem, SignInView,
};
use store::{
    engine::Snapshot,
    operation::member::{AddMember, EditMember, ProtectMember, RemoveNow, RestoreMember},
    reader,
};

use super::{
    TreeAdministration, find,
    problem::{broken, invalid_query, no_such, unreadable, written},
    view,
};

/// Pages of members that one call looks through for those who are wanted.
const MOST_PAGES: usize = 50;

impl TreeAdministration {
    pub(super) async fn make_member(
        &self,
        by: &Admin,
        tenant: &str,
        new: NewMember,
    ) -> Result<MemberView, Problem> {
        let visit = self.visit(tenant).await?;
        let operation = AddMember {
            call: self.call(by, visit.id()),
            new_member: MemberId(self.context.ids.uuid().map_err(|error| broken(&error))?),
            user_name: new.user_name.unwrap_or_else(|| new.email.clone()),
            email: new.email,
            display_name: new.display_name,
        };
        let member = visit.directory.write(self.limit(), operation).await;
        let tenant = self.facts(visit.id())?;
        member
            .map(|member| view::member(member, &tenant))
            .map_err(written)
    }

    pub(super) async fn edit_member(
        &self,
        by: &Admin,
        tenant: &str,
        member: &str,
        change: MemberChange,
    ) -> Result<MemberView, Problem> {
        let visit = self.visit(tenant).await?;
        let operation = EditMember {
            call: self.call(by, visit.id()),
            member: find_member(&*self.snapshot()?, visit.id(), member)?.id,
            edit: Edit {
                email: change.email,
                user_name: change.user_name,
                display_name: change.display_name,
            },
        };
        let edited = visit.directory.write(self.limit(), operation).await;
        let tenant = self.facts(visit.id())?;
        edited
            .map(|member| view::member(member, &tenant))
            .map_err(written)
    }

    pub(super) async fn act(
        &self,
        by: &Admin,
        tenant: &str,
        member: &str,
        act: MemberAct,
    ) -> Result<MemberView, Problem> {
        let visit = self.visit(tenant).await?;
        let id = find_member(&*self.snapshot()?, visit.id(), member)?.id;
        let (call, limit) = (self.call(by, visit.id()), self.limit());
        let directory = &visit.directory;
        let changed = match act {
            MemberAct::Restore => {
                let operation = RestoreMember { call, member: id };
                directory.write(limit, operation).await
            }
            MemberAct::RemoveNow => directory.write(limit, RemoveNow { call, member: id }).await,
            MemberAct::Protect | MemberAct::Unprotect => {
                let operation = ProtectMember {
                    call,
                    member: id,
                    protected: act == MemberAct::Protect,
                };
                directory.write(limit, operation).await
            }
        };
        let mut member = changed.map_err(written)?;
        if act == MemberAct::Unprotect {
            // What the directory wanted meanwhile is acted upon.
            self.carry_on(&visit).await?;
            let after = reader::member::by_id(&*self.snapshot()?, visit.id(), id);
            member = after.map_err(|error| unreadable(&error))?.unwrap_or(member);
        }
        Ok(view::member(member, &self.facts(visit.id())?))
    }

    /// A page looks at so many members that a filter lets few of them through at most: it may have
    /// fewer than `limit`, and still a next one.
    pub(super) fn list_members(
        &self,
        tenant: &str,
        query: &ListQuery,
        filter: &MemberFilter,
    ) -> Result<PageOf<MemberView>, Problem> {
        known("state", filter.state.as_deref(), &MemberState::WORDS)?;
        known("origin", filter.origin.as_deref(), &view::ORIGINS)?;
        let snapshot = self.snapshot()?;
        let tenant = find(&*snapshot, tenant)?;
        let mut after = query.after.as_deref().map(view::cursor).transpose()?;
        let mut items = Vec::new();
        for _ in 0..MOST_PAGES {
            let members = reader::member::list(&*snapshot, tenant.id, after, query.limit)
                .map_err(|error| unreadable(&error))?;
            after = members.last().map(|member| member.id);
            let is_last = members.len() < query.limit;
            for member in members {
                let member = view::member(member, &tenant);
                if wanted(&member, filter) {
                    items.push(member);
                }
            }
            if is_last {
                return Ok(PageOf { items, next: None });
            }
            if !items.is_empty() {
                break;
            }
        }
        Ok(PageOf {
            items,
            next: after.map(|after| after.to_string()),
        })
    }

    pub(super) fn one_member(&self, tenant: &str, member: &str) -> Result<MemberView, Problem> {
        let snapshot = self.snapshot()?;
        let tenant = find(&*snapshot, tenant)?;
        let member = find_member(&*snapshot, tenant.id, member)?;
        Ok(view::member(member, &tenant))
    }

    pub(super) fn check_sign_in(&self, tenant: &str, member: &str) -> Result<SignInView, Problem> {
        let snapshot = self.snapshot()?;
        let tenant = find(&*snapshot, tenant)?;
        let member = match find_member(&*snapshot, tenant.id, member) {
            Ok(member) => member,
            Err(problem) if problem.status == 404 => {
                return Ok(SignInView {
                    allowed: false,
                    reason: Some("not_a_member".to_owned()),
                    detail: Some("nobody in this account has this id or address".to_owned()),
                    member: None,
                });
            }
            Err(problem) => return Err(problem),
        };
        let denial = sign_in(&member, &tenant.settings).err();
        Ok(SignInView {
            allowed: denial.is_none(),
            reason: denial.map(|denial| denial.as_str().to_owned()),
            detail: denial.map(|denial| denial.to_string()),
            member: Some(member.id.to_string()),
        })
    }
}

fn wanted(member: &MemberView, filter: &MemberFilter) -> bool {
    let is = |wanted: &Option<String>, has: &str| wanted.as_ref().is_none_or(|word| word == has);
    is(&filter.state, &member.state)
        && is(&filter.origin, &member.origin)
        && filter
            .protected
            .is_none_or(|wanted| wanted == member.protected)
}

/// By id, or else by address.
pub(super) fn find_member(
    snapshot: &dyn Snapshot,
    tenant: roster::TenantId,
    named: &str,
) -> Result<Member, Problem> {
    let by_id = match named.parse::<MemberId>() {
        Ok(id) => reader::member::by_id(snapshot, tenant, id).map_err(|e| unreadable(&e))?,
        Err(_) => None,
    };
    if let Some(member) = by_id {
        return Ok(member);
    }
    let found = reader::member::by_address(snapshot, tenant, named);
    let found = found.map_err(|error| unreadable(&error))?;
    found
        .into_iter()
        .next()
        .ok_or_else(|| no_such("member", named))
}

/// A filter by a word that there is not would find nobody for ever.
fn known(parameter: &str, asked: Option<&str>, words: &[&str]) -> Result<(), Problem> {
    match asked {
        Some(asked) if !words.contains(&asked) => Err(invalid_query(format!(
            "{parameter} {asked} is not known; there are: {}.",
            words.join(", ")
        ))),
        _ => Ok(()),
    }
}
