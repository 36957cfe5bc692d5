//! What is not known of a field, by entries as they are read. What is known is shown in the tests that
//! drive the daemon.

use jiff::Timestamp;
use roster::{Member, MemberEvent, MemberId, MemberState, Origin as Made, provenance::Authority};
use scim::Resource;
use serde_json::json;
use uuid::Uuid;

use super::{History, Missing, recorded};
use crate::record::{
    UserRecord,
    activity::{Changes, Entry, Event, OperationName, Outcome, Source, Subject},
};

const USER: Uuid = Uuid::from_u128(7);
const MEMBER: MemberId = MemberId(Uuid::from_u128(8));

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_750_000_000 + second).unwrap()
}

/// An entry that happened in the second of its number.
fn entry(seq: u64, operation: OperationName, written: &[&str]) -> Entry {
    let mut changes = Changes::default();
    for name in written {
        changes.add(name, None, Some(json!("x")));
    }
    Entry {
        seq,
        first_event: 0,
        at: at(seq.try_into().unwrap()),
        operation,
        result: Outcome::Succeeded,
        who: Some(Subject::Person {
            user: Some(USER.to_string()),
            member: Some(MEMBER),
            name: None,
            email: None,
        }),
        source: Source::token("t1", "Entra ID", None),
        request_id: format!("r{seq}"),
        error: None,
        reason: None,
        notes: Vec::new(),
        changes,
        events: Vec::new(),
        repeated: 1,
        last_at: None,
        sealed: None,
        erased: false,
    }
}

fn member() -> Member {
    Member {
        id: MEMBER,
        state: MemberState::Active,
        origin: Made::Directory,
        user: Some(USER.to_string()),
        user_name: "ada".to_owned(),
        display_name: None,
        email: "ada@x.org".to_owned(),
        protected: false,
        deactivated_at: None,
        gone_since: None,
        assignment: roster::Assignment::default(),
        created_at: at(1),
        changed_at: at(1),
    }
}

/// The entry that the title comes from; `entries` is from the newest on.
fn title(entries: Vec<Entry>) -> Result<u64, Missing> {
    let resource = Resource::from_stored(br#"{"userName":"ada"}"#).unwrap();
    let record = UserRecord::new(USER, &resource, Some(MEMBER), 1, at(1), at(1));
    let history = History::new(entries, false, false);
    recorded::origin(&history, &member(), &record, "title").map(|origin| origin.entry)
}

#[test]
fn a_record_has_what_nobody_has_changed_since_from_its_post() {
    let create = || entry(1, OperationName::Create, &[]);
    let other = || entry(2, OperationName::Update, &["nickName"]);
    assert_eq!(title(vec![other(), create()]), Ok(1));
    let own = entry(3, OperationName::Update, &["title"]);
    assert_eq!(title(vec![own, other(), create()]), Ok(3));
    let late = entry(5, OperationName::Create, &[]);
    let words = "the record is older than what the log has";
    assert_eq!(title(vec![late]), Err(Missing::NotTold), "{words}");
}

#[test]
fn an_entry_that_does_not_tell_all_ends_the_search() {
    let create = || entry(1, OperationName::Create, &[]);
    let names: Vec<String> = (0..60).map(|number| format!("a{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let full = entry(2, OperationName::Update, &names);
    assert_eq!(title(vec![full, create()]), Err(Missing::Crowded(2)));
    let erased = Entry {
        erased: true,
        ..entry(2, OperationName::Update, &[])
    };
    assert_eq!(title(vec![erased, create()]), Err(Missing::Erased(2)));
}

#[test]
fn why_nothing_is_found_is_told_apart() {
    let kinds = [MemberEvent::Protected];
    let missing = |entries: &[Entry], is_too_long, is_cut| {
        let history = History::new(entries.to_vec(), is_too_long, is_cut);
        let told = history.told(MEMBER, &kinds, |_| Authority::Admin);
        told.unwrap_err()
    };
    let mut create = entry(1, OperationName::Create, &[]);
    let created = MemberEvent::Created.as_str();
    create.events = vec![Event::new(created, [MEMBER])];
    let entries = [create];
    assert_eq!(missing(&entries, false, false), Missing::NeverSet);
    assert_eq!(missing(&[], false, false), Missing::NotTold);
    assert_eq!(missing(&[], false, true), Missing::Dropped);
    assert_eq!(missing(&[], true, true), Missing::TooFar);
}
