//! A daemon behind a proxy that alters what goes by: the strict client notices each alteration, in the
//! phase that is there for it.

use simulate::{Failure, Persona, Plan, Unwatched};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
};

use crate::start;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Way {
    Request,
    Answer,
}

/// What is written in place of what, which way, and what is objected to: the phase, and a part of what
/// was expected. Lengths stay, so that bodies have the lengths that their heads say.
type Alteration = (Way, &'static str, &'static str, &'static str, &'static str);

const ALTERATIONS: [Alteration; 15] = [
    (
        Way::Answer,
        "application/scim+json",
        "application/scim+jsom",
        "connection test",
        "content-type",
    ),
    (
        Way::Answer,
        r#""status":"404""#,
        r#""status":"405""#,
        "specification test",
        r#"status "404""#,
    ),
    (
        Way::Answer,
        r#""endpoint":"/Groups""#,
        r#""endpoint":"/Troups""#,
        "discovery by the book",
        "the type Group",
    ),
    (
        Way::Answer,
        "\r\nlocation: ",
        "\r\nlocatoin: ",
        "initial cycle: users",
        "Location",
    ),
    (
        Way::Answer,
        "\r\netag: ",
        "\r\ngate: ",
        "initial cycle: users",
        "ETag",
    ),
    (
        Way::Answer,
        r#""lastModified""#,
        r#""lastNodified""#,
        "initial cycle: users",
        "meta.lastModified",
    ),
    (
        Way::Answer,
        r#""type":"boolean""#,
        r#""type":"integer""#,
        "initial cycle: users",
        r#"of the type "integer""#,
    ),
    (
        Way::Request,
        "active%20eq%20false",
        "active%20ne%20false",
        "filters by the book",
        "totalResults 0",
    ),
    (
        Way::Request,
        "excludedAttributes=emails",
        "excludedAttributez=emails",
        "projections by the book",
        "no /emails",
    ),
    (
        Way::Request,
        "sortOrder=descending",
        "sortOrdex=descending",
        "pages by the book",
        "ascending order",
    ),
    (
        Way::Request,
        "cursor=",
        "cursro=",
        "pages by the book",
        "on some page",
    ),
    (
        Way::Request,
        "emails[type ne ",
        "emails[type eq ",
        "changes by the book",
        "of the type work alone",
    ),
    (
        Way::Request,
        "\r\nif-match: ",
        "\r\nif-mtach: ",
        "versions by the book",
        "412",
    ),
    (
        Way::Answer,
        r#""uniqueness""#,
        r#""mutability""#,
        "refusals, of a lenient server",
        "scimType uniqueness",
    ),
    (
        Way::Request,
        r#""failOnErrors":1"#,
        r#""failOnErrors":9"#,
        "bulk by the book",
        "2 operations",
    ),
];

#[tokio::test]
async fn a_strict_client_objects_to_what_is_not_by_the_book() {
    let daemon = start();
    for (seed, alteration) in (1..).zip(ALTERATIONS) {
        let (_, from, _, phase, expected) = alteration;
        let mut plan = Plan::new(proxy(&daemon.base_url, alteration).await, &daemon.token);
        (plan.users, plan.groups, plan.seed) = (5, 2, seed);
        let ended = simulate::play(Persona::Strict, &plan, &Unwatched).await;
        let Err(Failure::Objection(objection)) = ended else {
            panic!("{from}: {ended:?}");
        };
        assert_eq!(objection.phase, phase, "{from}: {objection}");
        assert!(objection.expected.contains(expected), "{from}: {objection}");
    }
}

/// The base URL of a proxy in front of `base_url`.
async fn proxy(base_url: &str, alteration: Alteration) -> String {
    let (_, rest) = base_url.split_once("://").unwrap();
    let (server, path) = rest.split_once('/').unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/{path}", listener.local_addr().unwrap());
    let server = server.to_owned();
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let (to_client, from_client) = halves(client);
            let (to_server, from_server) = halves(TcpStream::connect(&server).await.unwrap());
            tokio::spawn(pass(from_client, to_server, Way::Request, alteration));
            tokio::spawn(pass(from_server, to_client, Way::Answer, alteration));
        }
    });
    url
}

fn halves(stream: TcpStream) -> (OwnedWriteHalf, OwnedReadHalf) {
    let (from, to) = stream.into_split();
    (to, from)
}

async fn pass(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    way: Way,
    (altered, old, new, _, _): Alteration,
) {
    assert_eq!(old.len(), new.len());
    let mut bytes = vec![0; 64 << 10];
    while let Ok(read @ 1..) = from.read(&mut bytes).await {
        let came = &mut bytes[..read];
        let mut at = 0;
        while way == altered
            && let Some(found) = came[at..]
                .windows(old.len())
                .position(|part| part == old.as_bytes())
        {
            at += found + old.len();
            came[at - old.len()..at].copy_from_slice(new.as_bytes());
        }
        if to.write_all(came).await.is_err() {
            return;
        }
    }
}
