//! Members: adding one by hand, and taking a removal back.

use roster::MemberId;
use rosterd_http::admin::{Admin, MemberView, NewMember, Problem};
use store::operation::member::{AddMember, RestoreMember};

use super::{
    TreeAdministration,
    problem::{broken, written},
    view,
};

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
        member.map(view::member).map_err(written)
    }

    pub(super) async fn take_back(
        &self,
        by: &Admin,
        tenant: &str,
        member: MemberId,
    ) -> Result<MemberView, Problem> {
        let visit = self.visit(tenant).await?;
        let operation = RestoreMember {
            call: self.call(by, visit.id()),
            member,
        };
        let member = visit.directory.write(self.limit(), operation).await;
        member.map(view::member).map_err(written)
    }
}
