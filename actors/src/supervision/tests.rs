use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use ractor::{
    Actor, ActorProcessingErr, ActorRef, ActorStatus, RpcReplyPort, SpawnErr, SupervisionEvent,
};
use tokio::time::Instant;

use super::*;
use crate::{mailbox::Mailbox, permit::Room};

const LIMIT: Duration = Duration::from_secs(5);
const WINDOW: Duration = Duration::from_mins(1);

/// A child that lives until it is told otherwise.
struct Mortal;

enum Order {
    Panic,
    Fail,
    Greet(RpcReplyPort<u32>),
}

impl Actor for Mortal {
    type Msg = Order;
    type State = u32;
    type Arguments = Arc<AtomicU32>;

    async fn pre_start(
        &self,
        _: ActorRef<Order>,
        lives: Arc<AtomicU32>,
    ) -> Result<u32, ActorProcessingErr> {
        Ok(lives.fetch_add(1, Ordering::Relaxed) + 1)
    }

    async fn handle(
        &self,
        _: ActorRef<Order>,
        message: Order,
        life: &mut u32,
    ) -> Result<(), ActorProcessingErr> {
        match message {
            Order::Panic => panic!("told to panic"),
            Order::Fail => Err("told to fail".into()),
            Order::Greet(reply) => {
                crate::mailbox::answer(reply, *life);
                Ok(())
            }
        }
    }
}

struct Parent;

enum ParentOrder {
    Restart(Which),
}

impl Actor for Parent {
    type Msg = ParentOrder;
    type State = Children;
    type Arguments = Children;

    async fn pre_start(
        &self,
        myself: ActorRef<ParentOrder>,
        mut children: Children,
    ) -> Result<Children, ActorProcessingErr> {
        children.start(&myself.get_cell()).await?;
        Ok(children)
    }

    async fn handle(
        &self,
        myself: ActorRef<ParentOrder>,
        ParentOrder::Restart(which): ParentOrder,
        children: &mut Children,
    ) -> Result<(), ActorProcessingErr> {
        let next = children.restart(which, &myself.get_cell()).await;
        next.follow(&myself, ParentOrder::Restart)
    }

    async fn handle_supervisor_evt(
        &self,
        myself: ActorRef<ParentOrder>,
        event: SupervisionEvent,
        children: &mut Children,
    ) -> Result<(), ActorProcessingErr> {
        children
            .notice(&event)
            .follow(&myself, ParentOrder::Restart)
    }
}

struct Family {
    parent: ActorRef<ParentOrder>,
    child: Arc<Mailbox<Order>>,
    sibling: Arc<Mailbox<Order>>,
}

impl Family {
    async fn of_budget(restarts: u32) -> Result<Self, SpawnErr> {
        let child = Mailbox::new(Room::new(8));
        let sibling = Mailbox::new(Room::new(8));
        let spawner = |name, mailbox| {
            let lives = Arc::new(AtomicU32::new(0));
            Spawner::boxed(name, mailbox, move || (Mortal, Arc::clone(&lives)))
        };
        let children = Children::new(
            Budget::new(restarts, WINDOW),
            vec![spawner("child", &child), spawner("sibling", &sibling)],
        );
        let (parent, _) = Actor::spawn(None, Parent, children).await?;
        Ok(Self {
            parent,
            child,
            sibling,
        })
    }

    /// Ends the child and tells after what time its next life answered.
    async fn reborn_after(&self, order: Order) -> Duration {
        let life = greet(&self.child).await.unwrap();
        self.child.post(order).unwrap();
        let died = Instant::now();
        loop {
            match greet(&self.child).await {
                Ok(next) if next > life => return died.elapsed(),
                _ => tokio::time::sleep(Duration::from_millis(1)).await,
            }
        }
    }
}

async fn greet(mailbox: &Mailbox<Order>) -> Result<u32, crate::mailbox::AskError> {
    mailbox.query(LIMIT, Order::Greet).await
}

#[tokio::test(start_paused = true)]
async fn a_child_that_panics_or_fails_is_started_again_and_its_sibling_lives_on() {
    let family = Family::of_budget(5).await.unwrap();
    family.reborn_after(Order::Panic).await;
    family.reborn_after(Order::Fail).await;
    assert_eq!(greet(&family.child).await.unwrap(), 3);
    assert_eq!(greet(&family.sibling).await.unwrap(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_first_restart_is_at_once_and_the_next_ones_wait_longer_and_longer() {
    let family = Family::of_budget(5).await.unwrap();
    let mut delays = Vec::new();
    for _ in 0..4 {
        delays.push(family.reborn_after(Order::Fail).await);
    }
    assert!(delays[0] < Duration::from_millis(50), "{delays:?}");
    assert!(delays[1] >= Duration::from_millis(100), "{delays:?}");
    assert!(delays[2] >= Duration::from_millis(200), "{delays:?}");
    assert!(delays[3] >= Duration::from_millis(400), "{delays:?}");
}

#[tokio::test(start_paused = true)]
async fn a_child_that_lived_long_is_restarted_at_once_again() {
    let family = Family::of_budget(5).await.unwrap();
    family.reborn_after(Order::Fail).await;
    tokio::time::sleep(WINDOW).await;
    assert!(family.reborn_after(Order::Fail).await < Duration::from_millis(50));
}

#[tokio::test(start_paused = true)]
async fn a_spent_budget_ends_the_supervisor_and_all_its_children() {
    let family = Family::of_budget(2).await.unwrap();
    family.reborn_after(Order::Fail).await;
    family.reborn_after(Order::Fail).await;
    family.child.post(Order::Fail).unwrap();

    family.parent.wait(Some(LIMIT)).await.unwrap();
    assert_eq!(family.parent.get_status(), ActorStatus::Stopped);
    assert!(greet(&family.sibling).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn the_budget_refills_as_the_window_moves_on() {
    let family = Family::of_budget(1).await.unwrap();
    for _ in 0..5 {
        family.reborn_after(Order::Fail).await;
        tokio::time::sleep(WINDOW).await;
    }
    assert_eq!(greet(&family.child).await.unwrap(), 6);
}

#[test]
fn delays_double_up_to_their_cap() {
    let millis: Vec<u128> = (0..9).map(|n| budget::delay(n).as_millis()).collect();
    assert_eq!(millis, [0, 100, 200, 400, 800, 1600, 3200, 5000, 5000]);
    assert_eq!(budget::delay(u32::MAX), Duration::from_secs(5));
}
