//! What the directory actor is told and asked.

use ractor::RpcReplyPort;
use serde::Serialize;
use store::operation::{
    activity::{Acknowledge, ErasePerson, ForgetActivity, Note},
    declare::Declare,
    disconnect::Disconnect,
    group::{
        BeginMembers, CreateGroup, DeleteGroup, DropMembers, PatchGroup, ReplaceGroup,
        StageMembers, SweepMembers,
    },
    job::{CarryOn, DecideHold},
    mapping::{CancelMapping, RecordClaims, ReplaceMapping},
    member::{
        AddMember, EditMember, ImportMembers, ProtectMember, RemovalDue, RemoveNow, RestoreMember,
        Undo,
    },
    resource::{CreateResource, DeleteResource, PatchResource, ReplaceResource},
    tenant::ChangeTenant,
    token::WatchTokens,
    user::{CreateUser, DeleteUser, PatchUser, ReplaceUser},
};

use crate::submission::Submission;

#[derive(Debug)]
pub(crate) enum Message {
    Write(Write),
    /// Notes have come in: write them a moment later.
    WriteNotesSoon,
    /// That moment is over.
    WriteNotes,
    Inspect {
        reply: RpcReplyPort<DirectoryState>,
    },
}

/// Says each kind of write once: its variant, and that an operation becomes it.
macro_rules! writes {
    ($($operation:ident),+ $(,)?) => {
        /// A write, named for its operation.
        #[derive(Debug)]
        pub(crate) enum Write {
            $($operation(Box<Submission<$operation>>),)+
        }

        $(impl From<Submission<$operation>> for Write {
            fn from(submission: Submission<$operation>) -> Self {
                Self::$operation(Box::new(submission))
            }
        })+

        impl Write {
            pub(super) fn is_abandoned(&self) -> bool {
                match self {
                    $(Self::$operation(submission) => submission.is_abandoned(),)+
                }
            }

            pub(super) fn submit(self, store: &store::writer::Store, tenant: roster::TenantId) {
                match self {
                    $(Self::$operation(submission) => submission.submit(store, tenant),)+
                }
            }
        }
    };
}

writes!(
    Acknowledge,
    AddMember,
    BeginMembers,
    CancelMapping,
    CarryOn,
    ChangeTenant,
    CreateGroup,
    CreateResource,
    CreateUser,
    DecideHold,
    Declare,
    DeleteGroup,
    DeleteResource,
    DeleteUser,
    Disconnect,
    DropMembers,
    EditMember,
    ErasePerson,
    ForgetActivity,
    ImportMembers,
    Note,
    PatchGroup,
    PatchResource,
    PatchUser,
    ProtectMember,
    RecordClaims,
    RemovalDue,
    RemoveNow,
    ReplaceGroup,
    ReplaceMapping,
    ReplaceResource,
    ReplaceUser,
    RestoreMember,
    StageMembers,
    SweepMembers,
    Undo,
    WatchTokens,
);

/// What `status` shows of a directory actor. All but the queue since it was last started.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct DirectoryState {
    /// Writes that wait, here or in the store.
    pub queued: usize,
    /// Writes passed on to the store.
    pub admitted: u64,
    /// Calls dropped because nobody waited any more.
    pub abandoned: u64,
    /// Calls that panicked.
    pub panicked: u64,
    /// Activity entries that wait to be written.
    pub notes: usize,
}
