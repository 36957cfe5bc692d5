//! `rosterd activity tail`

use std::{ops::ControlFlow, process::ExitCode};

use clap::Args;
use rosterd_http::provider::Exchange;
use serde_json::Value;

use crate::{
    cli::{of_tenant::OfTenant, print},
    error::Error,
};

#[derive(Debug, Args)]
pub(super) struct Tail {
    #[command(flatten)]
    of: OfTenant,
    /// Print each call as a command of curl, to be tried again by hand. Texts are left out of it, and the
    /// token is $TOKEN.
    #[arg(long, conflicts_with = "json")]
    curl: bool,
    /// End after so many calls.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

impl Tail {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        let mut left = self.limit.unwrap_or(usize::MAX);
        let path = self.of.path("activity/stream");
        let client = self.of.client();
        let shown = client.stream(&path, |name, data| {
            if name == "lost" {
                print::note(format!("{data} calls came too fast to be shown"));
                return Ok(ControlFlow::Continue(()));
            }
            let call: Exchange =
                serde_json::from_str(data).map_err(|error| Error::Answer(error.to_string()))?;
            self.show(&call)?;
            left = left.saturating_sub(1);
            Ok(if left == 0 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            })
        });
        shown.await?;
        Ok(ExitCode::SUCCESS)
    }

    fn show(&self, call: &Exchange) -> Result<(), Error> {
        if self.of.json {
            return print::json(call);
        }
        if self.curl {
            print::line(curl(call));
            return Ok(());
        }
        print::line(format!(
            "{} {} {} {} ms  request {}  token {}  {}",
            call.status,
            call.method,
            call.url,
            call.micros / 1_000,
            call.request_id,
            call.token_id,
            call.client.as_deref().unwrap_or("-"),
        ));
        for (sign, body) in [(">", &call.body), ("<", &call.answer)] {
            if *body != Value::Null {
                print::line(format!("  {sign} {body}"));
            }
        }
        Ok(())
    }
}

/// For a shell: single quotes hold everything but themselves.
fn curl(call: &Exchange) -> String {
    let quoted = |text: &str| format!("'{}'", text.replace('\'', r"'\''"));
    let mut words = vec![
        format!("curl -X {} {}", call.method, quoted(&call.url)),
        String::from("-H \"Authorization: Bearer $TOKEN\""),
    ];
    if call.body != Value::Null {
        words.push(String::from("-H 'Content-Type: application/scim+json'"));
        words.push(format!("-d {}", quoted(&call.body.to_string())));
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_call_can_be_pasted_into_a_shell() {
        let call = Exchange {
            request_id: String::from("r1"),
            token_id: String::from("t"),
            client: None,
            method: String::from("PATCH"),
            url: String::from("https://h.example/scim/v2/Users/7?x='y"),
            body: json!({ "op": "it's" }),
            status: 200,
            answer: Value::Null,
            micros: 1,
        };
        let pasted = [
            r"curl -X PATCH 'https://h.example/scim/v2/Users/7?x='\''y'",
            r#"-H "Authorization: Bearer $TOKEN""#,
            r"-H 'Content-Type: application/scim+json'",
            r#"-d '{"op":"it'\''s"}'"#,
        ];
        assert_eq!(curl(&call), pasted.join(" "));
    }
}
