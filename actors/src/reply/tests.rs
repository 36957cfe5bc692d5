use super::*;

#[tokio::test]
async fn an_outcome_reaches_the_caller() {
    let (reply, outcome) = Reply::pair();
    Box::new(reply.admitted()).give(Ok(7));
    assert!(matches!(outcome.await, Ok(Ok(7))));
}

#[tokio::test]
async fn a_reply_lost_in_a_mailbox_says_that_nothing_happened() {
    let (reply, outcome) = Reply::<()>::pair();
    drop(reply);
    assert!(matches!(outcome.await, Ok(Err(WriteError::Panicked))));
}

#[tokio::test]
async fn a_reply_lost_in_the_store_says_that_nobody_knows() {
    let (reply, outcome) = Reply::<()>::pair();
    drop(reply.admitted());
    assert!(matches!(outcome.await, Ok(Err(WriteError::Unknown))));
}

#[test]
fn a_caller_that_goes_away_abandons_the_call() {
    let (reply, outcome) = Reply::<()>::pair();
    assert!(!reply.is_abandoned());
    drop(outcome);
    assert!(reply.is_abandoned());
}
