use std::collections::HashSet;

use proptest::prelude::*;

use super::{Step::*, *};

fn planned(sent: Value) -> Vec<Step> {
    plan(&operations(sent))
}

#[test]
fn without_references_the_order_is_the_clients() {
    let delete = json!({ "method": "DELETE", "path": "/Users/1" });
    assert_eq!(
        planned(json!([user("a"), delete, user("b")])),
        [Whole(0), Whole(1), Whole(2)]
    );
}

#[test]
fn who_refers_to_a_later_one_comes_right_after_it() {
    for (sent, order) in [
        (json!([user("a"), group("g", &["a"])]), vec![0, 1]),
        (
            json!([group("g", &["a"]), user("a"), user("b")]),
            vec![1, 0, 2],
        ),
        (
            json!([group("g", &["a", "b"]), user("a"), user("c"), user("b")]),
            vec![1, 2, 3, 0],
        ),
        (
            json!([group("h", &["g"]), group("g", &["a"]), user("a")]),
            vec![2, 1, 0],
        ),
        (
            json!([add_member("/Groups/1", "bulkId:a"), user("a")]),
            vec![1, 0],
        ),
        (
            json!([add_member("/Groups/bulkId:g", "7"), group("g", &[])]),
            vec![1, 0],
        ),
        (
            json!([add_member("/Groups/bulkId%3Ag", "7"), group("g", &[])]),
            vec![1, 0],
        ),
        // Nobody makes it: the operation fails when its turn comes.
        (
            json!([add_member("/Groups/1", "bulkId:x"), user("a")]),
            vec![0, 1],
        ),
    ] {
        let steps: Vec<_> = order.into_iter().map(Whole).collect();
        assert_eq!(planned(sent.clone()), steps, "{sent}");
    }
}

#[test]
fn changes_of_one_resource_stay_in_their_order() {
    let remove = json!({ "method": "DELETE", "path": "/Groups/1" });
    let sent = json!([
        add_member("/Groups/1", "bulkId:a"),
        remove,
        user("b"),
        user("a")
    ]);
    assert_eq!(planned(sent), [Whole(2), Whole(3), Whole(0), Whole(1)]);
}

#[test]
fn a_circle_is_opened_once_and_completed_as_soon_as_it_can_be() {
    for (sent, steps) in [
        (json!([group("a", &["a"])]), vec![Begin(0), Complete(0)]),
        (
            json!([group("a", &["b"]), group("b", &["a"])]),
            vec![Begin(0), Whole(1), Complete(0)],
        ),
        (
            json!([
                group("a", &["b"]),
                group("b", &["c"]),
                group("c", &["a"]),
                user("u")
            ]),
            vec![Whole(3), Begin(1), Whole(0), Whole(2), Complete(1)],
        ),
        // Who only refers to a circle waits for it.
        (
            json!([group("x", &["a"]), group("a", &["b"]), group("b", &["a"])]),
            vec![Begin(1), Whole(0), Whole(2), Complete(1)],
        ),
        // A change of what is begun would be undone by its completion.
        (
            json!([
                add_member("/Groups/bulkId:a", "7"),
                group("a", &["b"]),
                group("b", &["a", "u"]),
                user("u"),
            ]),
            vec![Whole(3), Begin(1), Whole(2), Complete(1), Whole(0)],
        ),
        (
            json!([
                group("a", &["b"]),
                group("b", &["a"]),
                group("c", &["d"]),
                group("d", &["c", "c"]),
            ]),
            vec![
                Begin(2),
                Whole(3),
                Complete(2),
                Begin(0),
                Whole(1),
                Complete(0),
            ],
        ),
    ] {
        assert_eq!(planned(sent.clone()), steps, "{sent}");
    }
}

/// Groups that refer to each other, and patches of some of them.
fn tangles() -> impl Strategy<Value = Vec<Operation>> {
    let operation = (
        any::<bool>(),
        0..8_usize,
        prop::collection::vec(0..8_usize, 0..4),
    );
    prop::collection::vec(operation, 1..12).prop_map(|sent| {
        let sent = sent.into_iter().enumerate();
        let sent = sent.map(|(index, (makes, target, named))| {
            let named: Vec<_> = named.iter().map(|name| format!("g{name}")).collect();
            let named: Vec<_> = named.iter().map(String::as_str).collect();
            if makes {
                group(&format!("g{index}"), &named)
            } else {
                let member = named.first().copied().unwrap_or("g0");
                add_member(
                    &format!("/Groups/bulkId:g{target}"),
                    &format!("bulkId:{member}"),
                )
            }
        });
        operations(sent.collect())
    })
}

proptest! {
    #[test]
    fn each_is_carried_out_once_and_never_before_what_it_refers_to(sent in tangles()) {
        let mut references = References::of(&sent);
        let (mut begun, mut done) = (HashSet::new(), HashSet::new());
        for step in plan(&sent) {
            let (Whole(index) | Begin(index) | Complete(index)) = step;
            let operation = &sent[index];
            let mut data = operation.data.clone().unwrap();
            match step {
                Whole(_) => prop_assert!(!begun.contains(&index)),
                Begin(_) => {
                    let whole = data.clone();
                    references.leave_out_pending(&mut data);
                    prop_assert_ne!(&whole, &data, "there was no need to begin it");
                    prop_assert!(begun.insert(index));
                }
                Complete(_) => prop_assert!(begun.remove(&index)),
            }
            // 400 is a reference to what nobody makes; 409 would be one that came too early.
            let settled = references.settle(&mut data).map_err(|error| error.status);
            prop_assert_ne!(settled, Err(409));
            let settled = references.settle_path(&operation.path).map_err(|error| error.status);
            prop_assert_ne!(settled.map(drop), Err(409));
            if let (Method::Post, Some(bulk_id)) = (&operation.method, &operation.bulk_id) {
                references.made(bulk_id, "id");
            }
            if !matches!(step, Begin(_)) {
                prop_assert!(done.insert(index));
            }
        }
        prop_assert_eq!(done.len(), sent.len());
        prop_assert!(begun.is_empty());
    }
}

#[test]
fn a_tangle_of_circles_takes_two_steps_for_each() {
    // Each refers to itself and to the next: as many circles as groups, on one long trail.
    let names: Vec<String> = (0..2_000).map(|number| number.to_string()).collect();
    let chain = names.iter().enumerate().map(|(number, name)| {
        let next = names.get(number + 1).unwrap_or(name);
        group(name, &[name, next])
    });
    let request = BulkRequest::parse(message(chain.collect()), 2_000, Leniency::strict());
    let steps = plan(&request.unwrap().operations);
    assert_eq!(steps.len(), 4_000);
}
