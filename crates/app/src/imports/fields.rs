//! The fields a row may fill, per target, and the names by which their columns are recognised.

use super::Target;

/// A field of a target.
#[derive(Debug)]
pub struct Field {
    /// Its name in mappings.
    pub name: &'static str,
    /// Key of its words on screens.
    pub label_key: &'static str,
    /// Folded headings by which its column is guessed, the likeliest first.
    pub headings: &'static [&'static str],
    /// Whether a row without it is refused.
    pub is_required: bool,
    /// Whether only certain words may stand in it.
    pub has_words: bool,
}

const fn field(name: &'static str, label_key: &'static str, headings: &'static [&'static str]) -> Field {
    Field { name, label_key, headings, is_required: false, has_words: false }
}

impl Field {
    const fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    const fn words(mut self) -> Self {
        self.has_words = true;
        self
    }
}

/// The fields of a target, in the order of the form.
pub fn of(target: Target) -> &'static [Field] {
    match target {
        Target::Person => PERSON,
        Target::Site => SITE,
        Target::Asset => ASSET,
        Target::Ticket => TICKET,
    }
}

/// The field of that name.
pub fn named(target: Target, name: &str) -> Option<&'static Field> {
    of(target).iter().find(|field| field.name == name)
}

const IDENTIFIER: &[&str] = &["id", "identifiant", "numero", "number", "external id", "reference"];
const BODY: &[&str] = &[
    "beneficiaire",
    "organisation",
    "organization",
    "beneficiary",
    "collectivite",
    "commune",
    "entite",
    "entity",
    "entites",
];

const PERSON: &[Field] = &[
    field("external_id", "import-field-external-id", IDENTIFIER),
    field("organisation", "import-field-organisation", BODY).required().words(),
    field("first_name", "import-field-first-name", &["prenom", "first name", "firstname", "given name"]),
    field(
        "name",
        "import-field-name",
        &["nom", "name", "nom de famille", "last name", "surname", "nom complet"],
    )
    .required(),
    field(
        "email",
        "import-field-email",
        &[
            "courriel",
            "email",
            "e mail",
            "mail",
            "adresse electronique",
            "adresse de messagerie",
            "courriels",
        ],
    )
    .required(),
    field("phone", "import-field-phone", &["telephone", "phone", "tel", "numero de telephone"]),
    field(
        "function_title",
        "import-field-function",
        &["fonction", "function", "titre", "title", "poste", "job title"],
    ),
    field("language", "import-field-language", &["langue", "language"]).words(),
    field("roles", "import-field-roles", &["roles", "role", "profil", "profile"]).words(),
    field("disabled", "import-field-disabled", &["desactive", "disabled", "inactif", "inactive"]).words(),
];

const SITE: &[Field] = &[
    field("external_id", "import-field-external-id", IDENTIFIER),
    field("beneficiary", "import-field-organisation", BODY).required().words(),
    field("name", "import-field-site-name", &["nom", "name", "site", "nom du site", "libelle", "batiment"])
        .required(),
    field(
        "street",
        "import-field-street",
        &["adresse", "street", "address", "voie", "rue", "numero et voie"],
    ),
    field("postal_code", "import-field-postal-code", &["code postal", "postal code", "cp", "zip"]),
    field("city", "import-field-city", &["ville", "city", "town", "localite"]),
    field("fibre", "import-field-fibre", &["fibre", "raccordement", "connection"]).words(),
];

const ASSET: &[Field] = &[
    field("external_id", "import-field-external-id", IDENTIFIER),
    field("beneficiary", "import-field-organisation", BODY).required().words(),
    field("name", "asset-name", &["nom", "name", "nom de la machine", "hostname", "designation", "libelle"])
        .required(),
    field("kind", "asset-kind", &["nature", "type", "kind", "categorie", "category"]).words(),
    field(
        "serial",
        "asset-serial",
        &["numero de serie", "n° de serie", "n de serie", "serial number", "serial", "no de serie", "s n"],
    ),
    field("maker", "asset-maker", &["constructeur", "fabricant", "marque", "manufacturer", "maker", "brand"]),
    field("model", "asset-model", &["modele", "model"]),
    field("site", "asset-site", &["site", "lieu", "location", "batiment", "nom du site"]),
    field("state", "asset-state", &["etat", "statut", "status", "state"]).words(),
    field("used_by", "asset-used-by", &["utilisateur", "usager", "user", "service", "affecte a"]),
    field("owner", "asset-owner", &["proprietaire", "owner"]).words(),
    field("manager", "asset-manager", &["gestionnaire", "manager", "gere par"]).words(),
    field(
        "legal_status",
        "asset-legal",
        &["statut juridique", "legal status", "mise a disposition", "origine"],
    )
    .words(),
    field("purchased_on", "asset-purchased-on", &["date d achat", "achete le", "purchase date", "bought on"]),
    field("cost", "asset-cost", &["cout", "cout d achat", "prix", "montant", "valeur", "cost", "price"]),
    field(
        "in_service_on",
        "asset-in-service-on",
        &["mise en service", "date de mise en service", "mis en service le", "in service since"],
    ),
    field("useful_life", "asset-useful-life", &["duree d amortissement", "amortissement", "useful life"]),
    field(
        "warranty_ends_on",
        "asset-warranty",
        &["fin de garantie", "garantie jusqu au", "garantie", "warranty until"],
    ),
    field("protection", "asset-protection", &["niveau de protection", "protection", "protection level"])
        .words(),
    field("notes", "asset-notes", &["remarques", "commentaire", "commentaires", "notes", "comments"]),
];

const TICKET: &[Field] = &[
    field("external_id", "import-field-number", IDENTIFIER).required(),
    field("beneficiary", "import-field-organisation", BODY).required().words(),
    field("title", "import-field-title", &["titre", "title", "objet", "subject", "nom", "name"]).required(),
    field("description", "import-field-description", &["description", "contenu", "content"]),
    field("kind", "import-field-kind", &["type", "nature", "kind"]).words(),
    field("state", "import-field-state", &["statut", "status", "etat", "state"]).words(),
    field("impact", "import-field-impact", &["impact"]).words(),
    field("urgency", "import-field-urgency", &["urgence", "urgency"]).words(),
    field("channel", "import-field-channel", &["canal", "channel", "source de la demande", "request source"])
        .words(),
    field(
        "requester",
        "import-field-requester",
        &["demandeur", "requester", "demandeur demandeur", "requester requester"],
    )
    .required()
    .words(),
    field(
        "assignee",
        "import-field-assignee",
        &[
            "technicien",
            "technician",
            "attribue a technicien",
            "assigned to technician",
            "attribue a",
            "assignee",
        ],
    )
    .words(),
    field("site", "import-field-site", &["lieu", "site", "location"]).words(),
    field("category", "import-field-category", &["categorie", "category"]).words(),
    field(
        "opened_at",
        "import-field-opened",
        &[
            "date d ouverture",
            "opening date",
            "ouvert le",
            "opened",
            "date",
            "date de creation",
            "recu le",
            "received",
        ],
    )
    .required(),
    field(
        "taken_at",
        "import-field-taken",
        &["date de prise en compte", "take into account date", "pris en compte le"],
    ),
    field(
        "solved_at",
        "import-field-solved",
        &["date de resolution", "resolution date", "resolu le", "solved"],
    ),
    field("closed_at", "import-field-closed", &["date de cloture", "closing date", "clos le", "closed"]),
    field("message_at", "import-field-message-at", &["date du message", "message date", "message at"]),
    field("message_author", "import-field-message-author", &["auteur du message", "message author"]).words(),
    field("message", "import-field-message", &["message", "suivi", "followup", "reponse", "answer"]),
    field("message_internal", "import-field-internal", &["interne", "internal", "prive", "private"]).words(),
    field("solution", "import-field-solution", &["solution"]),
];
