//! An issuer of assertions: its keys, and JWTs signed with them.
//!
//! Written over the cryptography alone, not over the library that verifies.

use aws_lc_rs::{
    rand::SystemRandom,
    rsa::{KeyPair as RsaKeyPair, KeySize},
    signature::{
        ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair,
        EcdsaSigningAlgorithm, KeyPair as _, RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512,
        RSA_PSS_SHA256, RSA_PSS_SHA384, RSA_PSS_SHA512, RsaEncoding,
    },
};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

/// A key that an issuer signs with.
#[derive(Debug)]
pub struct SigningKey {
    id: String,
    pair: Pair,
}

#[derive(Debug)]
enum Pair {
    Rsa(RsaKeyPair),
    /// With the name of its curve.
    Ec(EcdsaKeyPair, &'static str),
}

impl SigningKey {
    /// A new RSA key of 2048 bits.
    pub fn rsa(id: &str) -> Self {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).expect("an RSA key");
        Self {
            id: id.to_owned(),
            pair: Pair::Rsa(pair),
        }
    }

    /// A new key on P-256.
    pub fn p256(id: &str) -> Self {
        Self::ec(id, &ECDSA_P256_SHA256_FIXED_SIGNING, "P-256")
    }

    /// A new key on P-384.
    pub fn p384(id: &str) -> Self {
        Self::ec(id, &ECDSA_P384_SHA384_FIXED_SIGNING, "P-384")
    }

    /// The public half, as a JSON Web Key.
    pub fn public(&self) -> Value {
        match &self.pair {
            Pair::Rsa(pair) => {
                let public = pair.public_key();
                let modulus = public.modulus().big_endian_without_leading_zero().to_vec();
                let exponent = public.exponent().big_endian_without_leading_zero().to_vec();
                json!({
                    "kty": "RSA",
                    "use": "sig",
                    "kid": self.id,
                    "n": encode(&modulus),
                    "e": encode(&exponent),
                })
            }
            Pair::Ec(pair, curve) => {
                // 0x04, then both coordinates.
                let (x, y) = {
                    let point = &pair.public_key().as_ref()[1..];
                    point.split_at(point.len() / 2)
                };
                json!({
                    "kty": "EC",
                    "crv": curve,
                    "kid": self.id,
                    "x": encode(x),
                    "y": encode(y),
                })
            }
        }
    }

    /// A JWT with these claims, signed as `algorithm` names it.
    pub fn sign(&self, algorithm: &str, claims: &Value) -> String {
        let head = json!({"typ": "JWT", "alg": algorithm, "kid": self.id});
        self.sign_under(&head, algorithm, claims)
    }

    /// A JWT whose head says what a test wants it to.
    pub fn sign_under(&self, head: &Value, algorithm: &str, claims: &Value) -> String {
        let message = format!("{}.{}", part(head), part(claims));
        let signature = self.signature(algorithm, message.as_bytes());
        format!("{message}.{}", encode(&signature))
    }

    fn ec(id: &str, algorithm: &'static EcdsaSigningAlgorithm, curve: &'static str) -> Self {
        let pair = EcdsaKeyPair::generate(algorithm).expect("an EC key");
        Self {
            id: id.to_owned(),
            pair: Pair::Ec(pair, curve),
        }
    }

    fn signature(&self, algorithm: &str, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match &self.pair {
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(rsa(algorithm), &random, message, &mut signature)
                    .expect("an RSA signature");
                signature
            }
            Pair::Ec(pair, _) => {
                let signature = pair.sign(&random, message).expect("an EC signature");
                signature.as_ref().to_vec()
            }
        }
    }
}

/// A JSON Web Key Set.
pub fn key_set(keys: &[&SigningKey]) -> Value {
    let keys: Vec<Value> = keys.iter().map(|key| key.public()).collect();
    json!({ "keys": keys })
}

/// One of the three parts of a JWT.
pub fn part(value: &Value) -> String {
    encode(value.to_string().as_bytes())
}

fn encode(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

fn rsa(algorithm: &str) -> &'static dyn RsaEncoding {
    match algorithm {
        "RS256" => &RSA_PKCS1_SHA256,
        "RS384" => &RSA_PKCS1_SHA384,
        "RS512" => &RSA_PKCS1_SHA512,
        "PS256" => &RSA_PSS_SHA256,
        "PS384" => &RSA_PSS_SHA384,
        "PS512" => &RSA_PSS_SHA512,
        other => panic!("RSA keys do not sign {other}"),
    }
}
