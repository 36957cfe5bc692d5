//! The words that entries are told apart by, so that whoever asks for one can be told which there are.

use super::{OperationName, Outcome, SourceKind};

/// One word out of a list, as it stands in entries.
pub trait Word: Copy + 'static {
    /// Every one there is.
    const ALL: &'static [Self];

    /// The word.
    fn as_str(self) -> &'static str;

    /// What this word stands for.
    fn named(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.as_str() == word)
    }
}

/// The list and the words, out of one table.
macro_rules! words {
    ($kind:ident { $($variant:ident => $word:literal,)+ }) => {
        impl Word for $kind {
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }
    };
}

words!(OperationName {
    Create => "create",
    Update => "update",
    Deactivate => "deactivate",
    Reactivate => "reactivate",
    Remove => "remove",
    RemoveDue => "remove_due",
    Link => "link",
    Restore => "restore",
    MemberAdd => "member_add",
    MemberProtect => "member_protect",
    Disconnect => "disconnect",
    HoldApprove => "hold_approve",
    HoldDiscard => "hold_discard",
    MemberUpdate => "member_update",
    MemberAssign => "member_assign",
    SignIn => "sign_in",
    MappingChange => "mapping_change",
    MappingApply => "mapping_apply",
    MappingCancel => "mapping_cancel",
    GroupCreate => "group_create",
    GroupUpdate => "group_update",
    GroupMembers => "group_members",
    GroupDelete => "group_delete",
    ResourceCreate => "resource_create",
    ResourceUpdate => "resource_update",
    ResourceDelete => "resource_delete",
    SchemaChange => "schema_change",
    TokenCreate => "token_create",
    TokenRevoke => "token_revoke",
    TokenUse => "token_use",
    TokenSilent => "token_silent",
    TokenResumed => "token_resumed",
    TokenUnused => "token_unused",
    TenantCreate => "tenant_create",
    TenantChange => "tenant_change",
    PersonErase => "person_erase",
    Authenticate => "authenticate",
    Bulk => "bulk",
    Read => "read",
});

words!(Outcome {
    Succeeded => "succeeded",
    Failed => "failed",
    Unchanged => "unchanged",
});

words!(SourceKind {
    Token => "token",
    Admin => "admin",
    Timer => "timer",
    App => "app",
    Importer => "importer",
});

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use serde::Serialize;

    use super::*;

    fn agree<W: Word + Serialize + PartialEq + Debug>() {
        for word in W::ALL {
            let stored = serde_json::to_value(word).unwrap();
            assert_eq!(stored, word.as_str());
            assert_eq!(W::named(word.as_str()), Some(*word));
        }
        assert_eq!(W::named("nonsense"), None);
    }

    #[test]
    fn the_words_are_those_that_are_stored() {
        agree::<OperationName>();
        agree::<Outcome>();
        agree::<SourceKind>();
    }
}
