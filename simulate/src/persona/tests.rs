use super::{Persona, UnknownPersona};

#[test]
fn every_name_reads_back_as_its_persona() {
    for persona in Persona::ALL {
        assert_eq!(persona.to_string().parse(), Ok(persona));
    }
}

#[test]
fn an_unknown_name_is_refused_and_kept_in_the_error() {
    let refused = "Entra".parse::<Persona>();
    assert_eq!(
        refused,
        Err(UnknownPersona {
            name: "Entra".to_owned()
        })
    );
}
