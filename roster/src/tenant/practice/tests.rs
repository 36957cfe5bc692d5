use serde_json::json;

use super::*;

#[test]
fn a_word_is_read_shown_and_stored_as_it_is() {
    check::<GroupNames>(&["unique", "shared"]);
    check::<Replace>(&["clear", "keep"]);
    check::<UnknownMembers>(&["report", "fail"]);
}

fn check<C>(words: &[&str])
where
    C: Choice + std::fmt::Debug + Serialize + for<'de> Deserialize<'de>,
{
    let known: Vec<&str> = C::WORDS.iter().map(|(word, _)| *word).collect();
    assert_eq!(known, words);
    for (word, value) in C::WORDS {
        assert_eq!(C::read(word).as_ref(), Ok(value));
        assert_eq!(value.word(), *word);
        assert_eq!(serde_json::to_value(value).unwrap(), json!(word));
    }
    assert_eq!(C::WORDS[0].1, C::default(), "the default comes first");
}

#[test]
fn another_word_gets_the_ones_that_there_are() {
    for wrong in ["Report", "", "report ", "yes"] {
        let refused = UnknownMembers::read(wrong).unwrap_err().to_string();
        let expected = format!("unknown_members must be report or fail, not {wrong}");
        assert_eq!(refused, expected);
    }
}

#[test]
fn a_tenant_that_was_stored_without_a_choice_has_the_default() {
    let stored = json!({ "unknown_members": "fail" });
    let practice: Practice = serde_json::from_value(stored).unwrap();
    let expected = Practice {
        unknown_members: UnknownMembers::Fail,
        ..Practice::default()
    };
    assert_eq!(practice, expected);
}
