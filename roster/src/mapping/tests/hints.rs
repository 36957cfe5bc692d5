use super::*;

fn near(rows: &Value, group: &Group) -> Vec<(usize, Nearness)> {
    let found = table(rows).near_misses(group);
    found.iter().map(|near| (near.row, near.nearness)).collect()
}

#[test]
fn nearly_the_name() {
    let staff = pushed("Lab Staff");
    for (rows, nearness) in [
        (
            json!([{ "name": "LabStaff", "teacher": true }]),
            Nearness::Blanks,
        ),
        (
            json!([{ "name": "lab-staff ", "teacher": true }]),
            Nearness::Blanks,
        ),
        (
            json!([{ "pattern": "lab-s*", "teacher": true }]),
            Nearness::Blanks,
        ),
        (
            json!([{ "name": "Lab Stuff", "teacher": true }]),
            Nearness::Letters,
        ),
        (
            json!([{ "name": "Lab Staf", "teacher": true }]),
            Nearness::Letters,
        ),
        (
            json!([{ "id": "lab staff", "teacher": true }]),
            Nearness::IdForName,
        ),
        (
            json!([{ "name": "ext-Lab Staff", "teacher": true }]),
            Nearness::IdForName,
        ),
        (
            json!([{ "id": "EXT-lab staff", "teacher": true }]),
            Nearness::Case,
        ),
    ] {
        assert_eq!(near(&rows, &staff), [(0, nearness)], "{rows}");
    }
}

#[test]
fn what_matches_or_is_far_gives_no_hint() {
    let staff = pushed("Staff");
    for rows in [
        json!([{ "name": "Staff", "teacher": true }, { "name": "Staf", "teacher": true }]),
        json!([{ "name": "Students", "teacher": true }]),
        json!([{ "name": "7a", "teacher": true }, { "id": "7", "ignore": true }]),
    ] {
        assert_eq!(near(&rows, &staff), [], "{rows}");
    }
}

#[test]
fn the_nearest_comes_first_and_there_are_few() {
    let rows = json!([
        { "name": "Stafff", "teacher": true },
        { "name": "s-taff", "teacher": true },
        { "id": "staff", "teacher": true },
        { "name": "sta", "teacher": true },
        { "name": "stafg", "teacher": true },
    ]);
    let found = near(&rows, &pushed("Staff"));
    let wanted = [
        (2, Nearness::IdForName),
        (1, Nearness::Blanks),
        (0, Nearness::Letters),
    ];
    assert_eq!(found, wanted);
}
