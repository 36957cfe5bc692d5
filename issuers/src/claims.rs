//! What an assertion says (RFC 7519 §4.1, and two claims of Entra ID's).

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use crate::error::Rejection;

/// How far the issuer's clock and this one may be apart.
const SKEW: SignedDuration = SignedDuration::from_secs(60);

/// The claims that mean something here. Others are ignored; one that is there twice is an error.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Claims {
    /// `iss`: who says all this.
    #[serde(rename = "iss")]
    pub issuer: String,
    /// `sub`: about whom.
    #[serde(rename = "sub")]
    pub subject: String,
    #[serde(rename = "aud")]
    audience: Audience,
    /// `tid`: the directory, at Entra ID.
    #[serde(rename = "tid")]
    pub directory: Option<String>,
    /// `azp`: the app that it was issued to.
    #[serde(rename = "azp")]
    pub authorized_party: Option<String>,
    #[serde(rename = "exp")]
    expires_at: NumericDate,
    #[serde(rename = "nbf")]
    not_before: Option<NumericDate>,
    #[serde(rename = "iat")]
    issued_at: Option<NumericDate>,
}

/// One or several (RFC 7519 §4.1.3).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

/// Seconds since 1970, fractions allowed (RFC 7519 §2).
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(try_from = "f64")]
struct NumericDate(Timestamp);

impl Claims {
    /// `aud`: for whom.
    pub fn audience(&self) -> &[String] {
        match &self.audience {
            Audience::One(one) => std::slice::from_ref(one),
            Audience::Several(several) => several,
        }
    }

    /// Whether they hold now.
    pub fn check_time(&self, now: Timestamp) -> Result<(), Rejection> {
        let NumericDate(expires_at) = self.expires_at;
        if now.duration_since(expires_at) >= SKEW {
            return Err(Rejection::Expired(expires_at));
        }
        let starts = [self.not_before, self.issued_at];
        for NumericDate(start) in starts.into_iter().flatten() {
            if start.duration_since(now) > SKEW {
                return Err(Rejection::Early(start));
            }
        }
        Ok(())
    }
}

impl TryFrom<f64> for NumericDate {
    type Error = jiff::Error;

    fn try_from(seconds: f64) -> Result<Self, jiff::Error> {
        let since_1970 = SignedDuration::try_from_secs_f64(seconds)?;
        Timestamp::from_duration(since_1970).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn claims(more: Value) -> Result<Claims, serde_json::Error> {
        let mut all = json!({"iss": "i", "sub": "s", "aud": "a", "exp": 1000});
        let Value::Object(more) = more else {
            panic!("{more}")
        };
        all.as_object_mut().unwrap().extend(more);
        serde_json::from_value(all)
    }

    #[test]
    fn they_hold_between_their_times_and_a_minute_around() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let times = claims(json!({"nbf": 500, "iat": 400.5})).unwrap();
        for (now, verdict) in [
            (439, Err(Rejection::Early(at(500)))),
            (440, Ok(())),
            (1000, Ok(())),
            (1059, Ok(())),
            (1060, Err(Rejection::Expired(at(1000)))),
        ] {
            assert_eq!(times.check_time(at(now)), verdict, "{now}");
        }
        let issued_later = claims(json!({"iat": 500})).unwrap();
        let early = Err(Rejection::Early(at(500)));
        assert_eq!(issued_later.check_time(at(439)), early);
        assert_eq!(claims(json!({})).unwrap().check_time(at(0)), Ok(()));
    }

    #[test]
    fn a_claim_of_another_type_is_no_claim() {
        for (more, taken) in [
            (json!({"aud": ["a", "b"]}), true),
            (json!({"exp": 1000.5}), true),
            (json!({"tid": null}), true),
            (json!({"sub": 7}), false),
            (json!({"iss": ["i"]}), false),
            (json!({"aud": null}), false),
            (json!({"aud": [7]}), false),
            (json!({"exp": "1000"}), false),
            (json!({"exp": 1e300}), false),
            (json!({"exp": null}), false),
            (json!({"nbf": "1000"}), false),
            (json!({"tid": 7}), false),
        ] {
            assert_eq!(claims(more.clone()).is_ok(), taken, "{more}");
        }
        let twice = r#"{"iss":"i","sub":"s","sub":"t","aud":"a","exp":1}"#;
        assert!(serde_json::from_str::<Claims>(twice).is_err());
    }
}
