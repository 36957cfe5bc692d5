//! The words that names are made of. Each combination is invented; none is a person.

/// A given name as it is written, and in the letters that an address may hold.
pub(super) const GIVEN: &[(&str, &str)] = &[
    ("Ada", "Ada"),
    ("Åsa", "Asa"),
    ("Bjørn", "Bjorn"),
    ("Chiamaka", "Chiamaka"),
    ("Dmytro", "Dmytro"),
    ("Élodie", "Elodie"),
    ("Fatima", "Fatima"),
    ("Gülşen", "Gulsen"),
    ("Hiroko", "Hiroko"),
    ("İpek", "Ipek"),
    ("José", "Jose"),
    ("Kṛṣṇa", "Krsna"),
    ("Ludmiła", "Ludmila"),
    ("Mírzə", "Mirze"),
    ("Nguyệt", "Nguyet"),
    ("Ólafur", "Olafur"),
    ("Πηνελόπη", "Pinelopi"),
    ("Quentin", "Quentin"),
    ("Рената", "Renata"),
    ("Søren", "Soren"),
    ("太郎", "Taro"),
    ("Ursula", "Ursula"),
    ("Værn", "Vaern"),
    ("Zoë", "Zoe"),
];

/// A family name, in the same two forms.
pub(super) const FAMILY: &[(&str, &str)] = &[
    ("Abara", "Abara"),
    ("Brandström", "Brandstrom"),
    ("Çelikbaş", "Celikbas"),
    ("D'Arcourt", "Darcourt"),
    ("Espinàs-Roca", "Espinas-Roca"),
    ("Fjeldgaard", "Fjeldgaard"),
    ("Große-Weide", "Grosse-Weide"),
    ("Hærland", "Haerland"),
    ("Ito-Lindqvist", "Ito-Lindqvist"),
    ("Jørgsen", "Jorgsen"),
    ("Koshevenko", "Koshevenko"),
    ("Łukaszyn", "Lukaszyn"),
    ("Mbeki-Stone", "Mbeki-Stone"),
    ("Ñandúbay", "Nandubay"),
    ("O’Tooleran", "Otooleran"),
    ("Përmeti", "Permeti"),
    ("Querenghi", "Querenghi"),
    ("Řehořková", "Rehorkova"),
    ("Strauß", "Strauss"),
    ("山田", "Yamada"),
    ("van der Wiel", "vanderWiel"),
    ("Zábranová", "Zabranova"),
];

/// What people do.
pub(super) const TITLES: &[&str] = &[
    "Teacher",
    "Head of Science",
    "Librarian",
    "Caretaker",
    "Counsellor",
    "R&D \"Lead\"",
];

/// Where they do it.
pub(super) const DEPARTMENTS: &[&str] = &[
    "Science",
    "Languages",
    "R&D",
    "Sport",
    "Administration",
    "Musik & Bühne",
];

/// Languages as BCP 47 tags.
pub(super) const LANGUAGES: &[&str] = &["en-US", "en-GB", "de-DE", "fr-FR", "ja-JP", "pt-BR"];

/// What groups are called; each is followed by what makes it unique. The quotes and the
/// backslash have to survive a filter literal.
pub(super) const GROUPS: &[&str] = &[
    "All Staff",
    "Biology 7b",
    "Chess \"Knights\"",
    "Drama & Debate",
    "Économie 11",
    "Física avanzada",
    "Läsgruppen",
    "Orchestra \\ Strings",
    "Robotics",
    "数学クラブ",
];
