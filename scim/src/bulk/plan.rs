//! In which order operations that refer to each other are carried out.

mod need;

use std::{cmp::Reverse, collections::BinaryHeap};

use super::Operation;
use need::{Need, needs};

/// What is to be done next. The number is that of the operation, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The operation as it is.
    Whole(usize),
    /// A POST whose references go round in a circle: make it without those that are still pending.
    Begin(usize),
    /// What was begun: write it again, now with all that it refers to.
    Complete(usize),
}

/// The client's order, except that an operation that refers to a later POST runs right after it.
/// Operations on the same path stay in their order.
///
/// RFC 7644 §3.7.1: "The service provider MUST try to resolve circular cross-references". A circle
/// is opened at one POST, which is completed by a second write as soon as the others are made.
pub fn plan(operations: &[Operation]) -> Vec<Step> {
    let mut planner = Planner::new(operations);
    let mut steps = Vec::with_capacity(operations.len());
    loop {
        while let Some(Reverse(index)) = planner.ready.pop() {
            steps.push(planner.run(index));
        }
        match planner.on_a_circle() {
            Some(index) => steps.push(planner.begin(index)),
            None => return steps,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    Begun,
    Done,
}

/// One operation in its place among the others.
#[derive(Debug)]
struct Node {
    state: State,
    needs: Vec<Need>,
    /// How many of `needs` are unmet.
    unmet: usize,
    /// Who waits for this one's id, and who for its end.
    wait_for_id: Vec<usize>,
    wait_for_end: Vec<usize>,
}

struct Planner {
    nodes: Vec<Node>,
    /// Those with nothing unmet; the one that the client sent first comes first.
    ready: BinaryHeap<Reverse<usize>>,
    /// From each to one that it waits for. Kept between two searches, so that all of them together
    /// look at each need once or so.
    trail: Vec<usize>,
    is_on_trail: Vec<bool>,
}

impl Planner {
    fn new(operations: &[Operation]) -> Self {
        let mut nodes: Vec<Node> = needs(operations).into_iter().map(Node::new).collect();
        for index in 0..nodes.len() {
            let needs = nodes.get(index).map(|node| node.needs.clone());
            for need in needs.unwrap_or_default() {
                let (Need::Id(other) | Need::Done(other)) = need;
                if let Some(other) = nodes.get_mut(other) {
                    match need {
                        Need::Id(_) => other.wait_for_id.push(index),
                        Need::Done(_) => other.wait_for_end.push(index),
                    }
                }
            }
        }
        let ready = nodes.iter().enumerate().filter(|(_, node)| node.unmet == 0);
        Self {
            ready: ready.map(|(index, _)| Reverse(index)).collect(),
            trail: Vec::new(),
            is_on_trail: vec![false; nodes.len()],
            nodes,
        }
    }

    fn run(&mut self, index: usize) -> Step {
        let was_begun = self.state(index) == State::Begun;
        if !was_begun {
            self.id_is_there(index);
        }
        if let Some(node) = self.nodes.get_mut(index) {
            node.state = State::Done;
            let waiting = std::mem::take(&mut node.wait_for_end);
            self.one_less(waiting);
        }
        if was_begun {
            Step::Complete(index)
        } else {
            Step::Whole(index)
        }
    }

    fn begin(&mut self, index: usize) -> Step {
        if let Some(node) = self.nodes.get_mut(index) {
            node.state = State::Begun;
        }
        self.id_is_there(index);
        Step::Begin(index)
    }

    fn id_is_there(&mut self, index: usize) {
        if let Some(node) = self.nodes.get_mut(index) {
            let waiting = std::mem::take(&mut node.wait_for_id);
            self.one_less(waiting);
        }
    }

    fn one_less(&mut self, waiting: Vec<usize>) {
        for index in waiting {
            if let Some(node) = self.nodes.get_mut(index) {
                node.unmet -= 1;
                if node.unmet == 0 {
                    self.ready.push(Reverse(index));
                }
            }
        }
    }

    /// Somebody who waits for themselves in the end; `None` when nobody waits any more. To be
    /// called when nobody is ready: then each who waits waits for another who does.
    fn on_a_circle(&mut self) -> Option<usize> {
        while let Some(&last) = self.trail.last()
            && self.state(last) == State::Done
        {
            self.trail.pop();
        }
        if self.trail.is_empty() {
            let last = self.nodes.iter().rposition(|node| node.unmet > 0)?;
            self.step_to(last);
        }
        loop {
            let &last = self.trail.last()?;
            let next = self.first_unmet(last)?;
            if self.is_on_trail.get(next).copied().unwrap_or(true) {
                // What is left of the trail stays one: each still waits for the next.
                self.trail.pop();
                self.mark(last, false);
                return Some(last);
            }
            self.step_to(next);
        }
    }

    fn step_to(&mut self, index: usize) {
        self.trail.push(index);
        self.mark(index, true);
    }

    fn mark(&mut self, index: usize, is_on_trail: bool) {
        if let Some(mark) = self.is_on_trail.get_mut(index) {
            *mark = is_on_trail;
        }
    }

    /// Met needs never become unmet again, so they are forgotten on the way.
    fn first_unmet(&mut self, index: usize) -> Option<usize> {
        loop {
            let need = *self.nodes.get(index)?.needs.last()?;
            let (Need::Id(other) | Need::Done(other)) = need;
            let is_unmet = match (need, self.state(other)) {
                (_, State::Done) | (Need::Id(_), State::Begun) => false,
                (_, State::Waiting | State::Begun) => true,
            };
            if is_unmet {
                return Some(other);
            }
            self.nodes.get_mut(index)?.needs.pop();
        }
    }

    fn state(&self, index: usize) -> State {
        self.nodes.get(index).map_or(State::Done, |node| node.state)
    }
}

impl Node {
    fn new(needs: Vec<Need>) -> Self {
        Self {
            state: State::Waiting,
            unmet: needs.len(),
            needs,
            wait_for_id: Vec::new(),
            wait_for_end: Vec::new(),
        }
    }
}
