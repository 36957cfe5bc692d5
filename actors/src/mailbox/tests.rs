use ractor::{Actor, ActorProcessingErr};

use super::*;

/// Answers a question when it gets the next one, so that one question always waits.
struct Procrastinator;

enum Question {
    Ask(Permit, RpcReplyPort<u32>),
    Die,
}

impl Actor for Procrastinator {
    type Msg = Question;
    type State = Option<(Permit, RpcReplyPort<u32>)>;
    type Arguments = ();

    async fn pre_start(
        &self,
        _: ActorRef<Question>,
        (): (),
    ) -> Result<Self::State, ActorProcessingErr> {
        Ok(None)
    }

    async fn handle(
        &self,
        _: ActorRef<Question>,
        message: Question,
        state: &mut Self::State,
    ) -> Result<(), ActorProcessingErr> {
        match message {
            Question::Ask(permit, reply) => {
                if let Some((_permit, reply)) = state.replace((permit, reply)) {
                    answer(reply, 7);
                }
                Ok(())
            }
            Question::Die => Err("told to die".into()),
        }
    }
}

const LIMIT: Duration = Duration::from_secs(5);

async fn mailbox(room: usize) -> Arc<Mailbox<Question>> {
    let mailbox = Mailbox::new(Room::new(room));
    let (actor, _) = Actor::spawn(None, Procrastinator, ()).await.unwrap();
    mailbox.connect(actor);
    mailbox
}

#[tokio::test]
async fn a_question_beyond_the_room_is_refused_at_once() {
    let mailbox = mailbox(1).await;
    let waiting = tokio::spawn({
        let mailbox = Arc::clone(&mailbox);
        async move { mailbox.ask(LIMIT, Question::Ask).await }
    });
    while mailbox.waiting() == 0 {
        tokio::task::yield_now().await;
    }

    let refused = mailbox.ask(LIMIT, Question::Ask).await;
    assert_eq!(refused, Err(AskError::Send(SendError::Full(Full::Own))));

    mailbox.post(Question::Die).unwrap();
    assert_eq!(waiting.await.unwrap(), Err(AskError::Dropped));
    assert_eq!(mailbox.waiting(), 0, "the permit comes back with the death");
}

#[tokio::test(start_paused = true)]
async fn a_question_without_answer_ends_at_the_limit() {
    let mailbox = mailbox(4).await;
    assert_eq!(
        mailbox.ask(LIMIT, Question::Ask).await,
        Err(AskError::TimedOut)
    );
}

#[tokio::test]
async fn a_mailbox_without_its_actor_refuses() {
    let mailbox = mailbox(4).await;
    mailbox.disconnect();
    assert_eq!(
        mailbox.ask(LIMIT, Question::Ask).await,
        Err(AskError::Send(SendError::NotRunning))
    );
    assert_eq!(mailbox.waiting(), 0);
}
