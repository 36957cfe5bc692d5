//! PATCH paths, and paths of attributes.

use scim::{
    filter::{self, MAX_LENGTH, PatchPath},
    patch::Target,
    path::AttributePath,
};

use crate::BOTH;

/// A path that is printed and read is the same path; strict mode takes what lenient mode takes
/// without bending anything, and nothing else.
pub fn check(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    if let Ok(path) = AttributePath::parse(text) {
        let printed = path.to_string();
        assert_eq!(AttributePath::parse(&printed), Ok(path), "{printed}");
    }
    let [lenient, strict] = BOTH.map(|leniency| filter::parse_patch_path(text, leniency));
    match &lenient {
        Ok(path) if path.bent.is_empty() => assert_eq!(strict, lenient, "nothing was bent"),
        _ => assert!(strict.is_err(), "strict is less than lenient: {strict:?}"),
    }
    for (read, leniency) in [lenient, strict].into_iter().zip(BOTH) {
        let Ok(PatchPath { path, filter, .. }) = read else {
            continue;
        };
        let printed = Target {
            path: path.clone(),
            filter: filter.clone(),
        }
        .to_string();
        if printed.len() > MAX_LENGTH {
            continue;
        }
        let again = filter::parse_patch_path(&printed, leniency).expect("what was printed");
        assert_eq!((again.path, again.filter), (path, filter), "{printed}");
    }
}
