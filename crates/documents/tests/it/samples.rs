//! Invented documents, close to what the areas will hand over.

use platform::documents::{
    ChartBlock, CommitmentGroup, CommitmentRow, DocumentData, DocumentHead, ExplanationBlock, Highlight,
    InvoiceDocument, InvoiceDocumentLine, InvoiceKind, InvoiceTotals, LabelledValue, PartyBlock,
    ScoreboardDocument, SignatureBlock, Standing, StepRow, TextBlock, TextColumn, TextDocument, TextSection,
    TextTable, VatRow,
};
use platform::i18n::Lang;

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|&text| text.to_owned()).collect()
}

fn pairs(all: &[(&str, &str)]) -> Vec<LabelledValue> {
    all.iter().map(|&(label, value)| LabelledValue { label: label.into(), value: value.into() }).collect()
}

fn head(title: &str, subject: &str, identity: &str) -> DocumentHead {
    DocumentHead {
        lang: Lang::Fr,
        title: title.into(),
        subject: subject.into(),
        identity: identity.into(),
        created: "2026-07-06T08:00:00Z".parse().unwrap(),
        provider: PartyBlock {
            name: "Communauté d’agglomération des Rives".into(),
            address: texts(&["Direction du numérique", "2 bis place de la Halle", "64000 Pau"]),
            details: pairs(&[
                ("SIRET", "123 456 782 00010"),
                ("TVA", "FR11 123456782"),
                ("Contact", "facturation@rives.example · 05 59 00 00 00"),
            ]),
        },
        logo_svg: None,
        banner: None,
    }
}

fn beneficiary() -> PartyBlock {
    PartyBlock {
        name: "Pôle métropolitain des Gaves".into(),
        address: texts(&["Service des affaires générales", "14 avenue de la Gare", "64000 Pau"]),
        details: pairs(&[("SIRET", "987 654 324 00019"), ("Adresse électronique", "987654324_GAVES")]),
    }
}

fn step(label: &str, expression: &str, exact: &str, rounding: &str, result: &str) -> StepRow {
    let optional = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    StepRow {
        label: label.into(),
        expression: expression.into(),
        exact: optional(exact),
        rounding: optional(rounding),
        result: result.into(),
    }
}

fn revision() -> ExplanationBlock {
    ExplanationBlock {
        title: "Prix unitaire 2024".into(),
        figure: "1 139,25 € HT".into(),
        rule: "Le prix révisé est le prix initial multiplié par le coefficient de révision : \
               0,125 + 0,875 × (indice de mars ÷ indice du mois zéro)."
            .into(),
        source: "convention-cadre, article 8 ; règles R1.3 et R1.4, lecture B".into(),
        inputs: pairs(&[
            ("Prix initial (P0), année de service 2022", "1 050,00 € HT"),
            ("Indice Syntec révisé du mois zéro (juin 2022)", "284,7"),
            ("Indice Syntec révisé de mars 2024, publié le 30 avril 2024", "312,3"),
        ]),
        steps: vec![
            step(
                "Rapport des indices",
                "312,3 ÷ 284,7",
                "1,09694415…",
                "au plus proche, 3 décimales",
                "1,097",
            ),
            step("Coefficient exact", "0,125 + 0,875 × 1,097", "", "", "1,084875"),
            step("Coefficient de révision", "", "1,084875", "au millième supérieur", "1,085"),
            step("Prix révisé", "1 050,00 × 1,085", "1 139,25", "au plus proche, 2 décimales", "1 139,25 €"),
        ],
    }
}

fn charge() -> ExplanationBlock {
    ExplanationBlock {
        title: "Charge annuelle du bloc socle".into(),
        figure: "47 848,50 € HT".into(),
        rule: "La charge annuelle est le prix unitaire multiplié par le nombre d’agents dotés d’un poste \
               au dernier recensement validé."
            .into(),
        source: "convention-cadre, article 8 ; règles R1.1 et R1.13".into(),
        inputs: pairs(&[
            ("Agents dotés d’un poste, recensement au 31 décembre 2023, validé le 15 janvier 2024", "42"),
            ("Prix unitaire 2024", "1 139,25 € HT"),
        ]),
        steps: vec![
            step(
                "Montant de la ligne",
                "42 × 1 139,25",
                "47 848,50",
                "au plus proche, 2 décimales",
                "47 848,50 €",
            ),
            step("TVA", "47 848,50 × 20 %", "9 569,70", "au plus proche, 2 décimales", "9 569,70 €"),
            step("Total TTC", "47 848,50 + 9 569,70", "", "", "57 418,20 €"),
        ],
    }
}

/// A taxable annual invoice with its revision explained.
pub(crate) fn invoice() -> InvoiceDocument {
    InvoiceDocument {
        head: head(
            "Facture FA-2024-0007 – Communauté d’agglomération des Rives",
            "Facture FA-2024-0007 du 8 juillet 2024, charge annuelle du bloc socle",
            "FA-2024-0007",
        ),
        kind: InvoiceKind::Invoice,
        number: "FA-2024-0007".into(),
        issue_date: "8 juillet 2024".into(),
        due_date: Some("7 août 2024".into()),
        period: Some("du 1er janvier au 31 décembre 2024".into()),
        beneficiary: beneficiary(),
        object: "Charge annuelle du bloc socle, année 2024".into(),
        references: pairs(&[
            ("N° d’engagement", "ENG-2024-00318"),
            ("Code service", "NUM"),
            ("Convention", "CC-2022-01"),
            ("Cadre de facturation", "S1"),
        ]),
        lines: vec![InvoiceDocumentLine {
            description: "Bloc socle : réseau, hébergement, téléphonie".into(),
            detail: Some("Recensement du 31 décembre 2023 · prix révisé de juin 2024".into()),
            quantity: "42".into(),
            unit: "agent".into(),
            unit_price: "1 139,25 €".into(),
            vat: "20 %".into(),
            net: "47 848,50 €".into(),
        }],
        vat: vec![VatRow {
            category: "Taux normal".into(),
            rate: "20 %".into(),
            basis: "47 848,50 €".into(),
            amount: "9 569,70 €".into(),
        }],
        totals: InvoiceTotals {
            net: "47 848,50 €".into(),
            vat: Some("9 569,70 €".into()),
            gross: "57 418,20 €".into(),
            paid: None,
            due: "57 418,20 €".into(),
        },
        legal_mentions: texts(&["TVA acquittée d’après les débits."]),
        payment: pairs(&[
            ("Moyen", "Virement"),
            ("IBAN", "FR76 3000 1007 9412 3456 7890 185"),
            ("Référence à rappeler", "FA-2024-0007"),
        ]),
        payment_terms: texts(&[
            "Paiement à 30 jours. En cas de retard, intérêts moratoires au taux de la Banque centrale \
             européenne majoré de huit points.",
            "Indemnité forfaitaire pour frais de recouvrement : 40 €.",
            "Pas d’escompte pour paiement anticipé.",
        ]),
        carries_data: true,
        explanations: vec![revision(), charge()],
    }
}

/// A credit note outside the scope of VAT: no VAT column of amounts, no VAT number, no breakdown.
pub(crate) fn credit_note() -> InvoiceDocument {
    let mut note = invoice();
    note.kind = InvoiceKind::CreditNote;
    note.number = "AV-2024-0001".into();
    note.head.title = "Avoir AV-2024-0001 – Communauté d’agglomération des Rives".into();
    note.head.identity = "AV-2024-0001".into();
    note.head.banner = Some("Projet : ce document n’a pas été émis.".into());
    note.head.provider.details.remove(1);
    note.due_date = None;
    note.object = "Annulation partielle de la facture FA-2024-0006 du 8 juillet 2024".into();
    note.references.push(LabelledValue {
        label: "Facture d’origine".into(),
        value: "FA-2024-0006 du 8 juillet 2024".into(),
    });
    note.lines[0].vat = "hors champ".into();
    note.vat = vec![];
    note.totals = InvoiceTotals {
        net: "47 848,50 €".into(),
        vat: None,
        gross: "47 848,50 €".into(),
        paid: None,
        due: "47 848,50 €".into(),
    };
    note.legal_mentions = texts(&[
        "Opération hors du champ d’application de la TVA (article 256 B du code général des impôts).",
    ]);
    note.explanations = vec![];
    note
}

fn row(code: &str, label: &str, value: &str, target: &str, standing: Standing, words: &str) -> CommitmentRow {
    CommitmentRow {
        code: code.into(),
        label: label.into(),
        detail: Some("1 284 demandes sur la période".into()),
        value: value.into(),
        target: target.into(),
        standing,
        standing_label: words.into(),
    }
}

fn bars() -> String {
    let mut svg = String::from("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 520 120'>");
    for (index, height) in [62, 70, 81, 75, 88, 92].into_iter().enumerate() {
        let (x, y) = (20 + index * 84, 110 - height);
        svg += &format!("<rect x='{x}' y='{y}' width='56' height='{height}' fill='#1f4e79'/>");
    }
    svg + "<path d='M0 110H520' stroke='#55606e'/></svg>"
}

/// A half-year scoreboard.
pub(crate) fn scoreboard() -> ScoreboardDocument {
    ScoreboardDocument {
        head: head(
            "Tableau de bord, 1er semestre 2026 – Pôle métropolitain des Gaves",
            "Engagements de service du 1er janvier au 30 juin 2026",
            "tableau-de-bord-2026-s1",
        ),
        beneficiary: beneficiary(),
        period: "du 1er janvier au 30 juin 2026".into(),
        references: pairs(&[
            ("Convention", "CC-2022-01, version du 1er janvier 2022"),
            ("Chiffres établis le", "6 juillet 2026 à 10 h 00"),
            ("Plage de service", "du lundi au vendredi, de 8 h à 18 h, hors jours fériés"),
        ]),
        highlights: [
            ("Demandes reçues", "1 284", "dont 212 incidents"),
            ("Réponse sous 7 jours", "96,417 %", "sans objectif convenu"),
            ("Guichet ouvert", "99,193 %", "objectif 100 %"),
            ("Coupures", "3", "toutes hors plage"),
        ]
        .into_iter()
        .map(|(label, value, note)| Highlight { label: label.into(), value: value.into(), note: note.into() })
        .collect(),
        groups: vec![CommitmentGroup {
            title: "G. Engagements généraux".into(),
            rows: vec![
                row(
                    "G.2a",
                    "Première réponse aux demandes administratives sous 7 jours",
                    "96,417 %",
                    "non convenu",
                    Standing::NotContractual,
                    "Non contractuel à ce jour",
                ),
                row(
                    "G.2b",
                    "Délai d’intervention par criticité",
                    "2 h 14 min",
                    "4 h",
                    Standing::Met,
                    "Objectif atteint",
                ),
                row(
                    "G.3",
                    "Délai de mise en œuvre d’un service",
                    "sans donnée",
                    "non convenu",
                    Standing::NoData,
                    "Sans donnée",
                ),
                row(
                    "G.4",
                    "Ouverture du guichet pendant la plage de service",
                    "99,193 %",
                    "100 %",
                    Standing::Missed,
                    "Objectif non atteint",
                ),
            ],
        }],
        charts: vec![ChartBlock {
            title: "Demandes reçues par mois".into(),
            svg: bars(),
            alt: "Histogramme des demandes reçues par mois, de 62 en janvier à 92 en juin.".into(),
            columns: texts(&["Mois", "Demandes"]),
            rows: [
                ("janvier", "62"),
                ("février", "70"),
                ("mars", "81"),
                ("avril", "75"),
                ("mai", "88"),
                ("juin", "92"),
            ]
            .iter()
            .map(|(month, count)| texts(&[month, count]))
            .collect(),
        }],
        remarks: texts(&[
            "Un taux est affiché coupé à trois décimales, jamais arrondi : il ne peut pas paraître atteindre un objectif qu’il n’atteint pas.",
            "Un engagement sans objectif convenu est donné pour information : il n’est ni atteint ni manqué.",
        ]),
        explanations: vec![ExplanationBlock {
            title: "G.4 Ouverture du guichet".into(),
            figure: "99,193 %".into(),
            rule: "Heures d’ouverture effectives du niveau 1, rapportées aux heures d’ouverture prévues."
                .into(),
            source: "annexe 1 A, G.4 ; règle R5".into(),
            inputs: pairs(&[
                ("Heures prévues", "1 240 h 00 min"),
                ("Heures fermées, 2 fermetures", "10 h 00 min"),
            ]),
            steps: vec![
                step("Heures effectives", "1 240 h − 10 h", "", "", "1 230 h"),
                step("Taux", "1 230 ÷ 1 240", "99,19354…", "coupé, 3 décimales", "99,193 %"),
            ],
        }],
    }
}

/// Every kind of block, with what a person might type in it.
pub(crate) fn minutes() -> TextDocument {
    let column = TextColumn::new;
    let signature = |party: &str, signed: &str| SignatureBlock {
        party: party.into(),
        function: "Directeur".into(),
        signed: signed.into(),
    };
    let table = TextTable {
        caption: "Décisions".into(),
        columns: vec![column("N°"), TextColumn::wide("Décision"), TextColumn::figure("Montant")],
        rows: vec![
            texts(&["2026-1", "Un quatrième pare-feu\nprévu au budget", "12 000,00 €"]),
            texts(&["2026-2", "Cibles de l’annexe", "–"]),
        ],
        total: texts(&["", "Total", "12 000,00 €"]),
    };
    let board = scoreboard();
    TextDocument {
        head: head("Compte rendu du comité de pilotage", "Compte rendu validé", "CR-2026-01"),
        subtitle: "Mercredi 14 janvier 2026".into(),
        addressee: Some(beneficiary()),
        references: pairs(&[("Lieu", "Salle du conseil"), ("État", "Validé par les deux parties")]),
        has_contents: true,
        sections: vec![
            TextSection::new(
                "Présents",
                vec![TextBlock::List(texts(&["Élue chargée du numérique", "Directeur"]))],
            ),
            TextSection::new(
                "Bilan de l’année",
                vec![
                    TextBlock::Heading("En bref".into()),
                    TextBlock::Highlights(board.highlights.clone()),
                    TextBlock::Paragraph("Le service a été rendu.\nDeux coupures.".into()),
                    TextBlock::Facts(pairs(&[("Tickets", "1 204"), ("Coupures", "2")])),
                    TextBlock::Table(table),
                    TextBlock::Chart(board.charts[0].clone()),
                    TextBlock::Note("Mesuré sur la plage de service.".into()),
                ],
            ),
            TextSection {
                begins_page: true,
                ..TextSection::new("Calcul du prix", vec![TextBlock::Explanation(revision())])
            },
            TextSection::new(
                "",
                vec![TextBlock::Signatures(vec![
                    signature("Communauté d’agglomération", "Validé le 20 janvier 2026"),
                    signature("Pôle métropolitain", ""),
                ])],
            ),
        ],
    }
}

/// An annual report: chapters under numbers, a chart with lines and words in it, key figures in two rows, an annex.
pub(crate) fn annual_report() -> TextDocument {
    let chart = ChartBlock {
        title: "Demandes et incidents reçus par mois".into(),
        svg: "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 640 230' font-family='Inter' font-size='11'>\
              <line x1='64' x2='628' y1='30' y2='30' stroke='#dfe4ea'/><text x='56' y='34' text-anchor='end' fill='#55606e'>40</text>\
              <line x1='80' y1='120' x2='612' y2='60' stroke='#1f4e79' stroke-width='2' stroke-dasharray='7 4'/>\
              <circle cx='80' cy='120' r='3' fill='#1f4e79'/><text x='80' y='220' text-anchor='middle'>janv.</text></svg>"
            .into(),
        alt: "Mois le plus chargé : décembre, avec 38 demandes et incidents reçus.".into(),
        columns: texts(&["Mois", "2025", "2024"]),
        rows: vec![texts(&["janvier 2025", "24", "21"]), texts(&["décembre 2025", "38", "pas de donnée"])],
    };
    let figures: Vec<Highlight> = scoreboard().highlights;
    let sections = vec![
        TextSection::new("Introduction", vec![TextBlock::Paragraph("Une année de travail.".into())]),
        TextSection {
            begins_page: true,
            ..TextSection::new(
                "1. L’essentiel",
                vec![TextBlock::Highlights([figures.clone(), figures].concat()), TextBlock::Chart(chart)],
            )
        },
        TextSection {
            begins_page: true,
            ..TextSection::new(
                "Annexe : comment ces chiffres ont été établis",
                vec![TextBlock::Explanation(revision()), TextBlock::Explanation(charge())],
            )
        },
    ];
    let title = "Bilan annuel 2025";
    TextDocument { head: head(title, title, "bilan-2025"), has_contents: true, sections, ..minutes() }
}

/// Every sample under a file name.
pub(crate) fn all() -> Vec<(&'static str, DocumentData)> {
    let mut english = invoice();
    english.head.lang = Lang::En;
    vec![
        ("invoice", DocumentData::Invoice(Box::new(invoice()))),
        ("invoice-en", DocumentData::Invoice(Box::new(english))),
        ("credit-note", DocumentData::Invoice(Box::new(credit_note()))),
        ("scoreboard", DocumentData::Scoreboard(Box::new(scoreboard()))),
        ("minutes", DocumentData::Text(Box::new(minutes()))),
        ("annual-report", DocumentData::Text(Box::new(annual_report()))),
    ]
}
