//! Explained figures, and every chart.

use super::{home_crumb, sample_time, say};
use crate::{
    i18n::{Lang, figures},
    web::components::{
        DataTable, Head, Tone,
        chart::{self, Bar, ChartHead, Lane, Series, Span, StackedBar, Target, Timeline},
        explained, explanation, section, text,
    },
};
use kernel::{Cents, Exact, Explanation, Figure, Rounding, Text};
use maud::{Markup, html};

/// Sample words inside a stored explanation: a message key that does not exist shows itself.
fn words(lang: Lang, fr: &'static str, en: &'static str) -> Text {
    Text::new(say(lang, fr, en))
}

pub(super) fn draw(lang: Lang) -> (Head, Markup) {
    let head = Head::new(
        say(lang, "Prix révisé du poste de travail", "Revised price of a workstation"),
        say(lang, "Finances", "Finance"),
    )
    .crumbs([home_crumb(lang)])
    .lead(text(say(
        lang,
        "Le prix appliqué en 2026, tel que la convention le calcule.",
        "The price applied in 2026, as the agreement computes it.",
    )));
    let story = revision(lang);
    let table = DataTable::new(say(lang, "Charges de l’exercice", "Charges of the year"))
        .column(say(lang, "Prestation", "Service"))
        .figures(say(lang, "Quantité", "Quantity"))
        .figures(say(lang, "Montant HT", "Net amount"))
        .row([
            text(say(lang, "Bloc socle", "Core block")),
            text(figures::count(lang, 58)),
            explained(
                lang,
                say(lang, "du bloc socle", "core block"),
                &Figure::Money(Cents(6_456_560)),
                &story,
            ),
        ])
        .row([
            text(say(lang, "Ligne mobile", "Mobile line")),
            text(figures::count(lang, 1_204)),
            explained(
                lang,
                say(lang, "des lignes mobiles", "mobile lines"),
                &Figure::Money(Cents(1_806_000)),
                &story,
            ),
        ])
        .total([text("Total"), text(""), text(figures::money(lang, Cents(8_262_560)))]);
    (
        head,
        html! { (explanation(lang, "why", &story)) (section("charges", say(lang, "Ce que ce prix donne", "What this price gives"), None, html! { (table) })) },
    )
}

fn number(text: &str) -> Exact {
    Exact::parse(text).unwrap_or_else(|_| Exact::zero())
}

fn inputs(lang: Lang) -> Explanation {
    let sentence = words(
        lang,
        "Le prix initial est multiplié par un coefficient : 15 % fixes, 85 % suivant l’indice, arrondi au millième supérieur.",
        "The initial price is multiplied by a coefficient: 15% fixed, 85% following the index, rounded up to the thousandth.",
    );
    let mut story = Explanation::of("R1.3", "art. 8.2", sentence);
    story.input(
        words(lang, "Prix initial par agent", "Initial price per officer"),
        Figure::Money(Cents(105_000)),
        Some("/gallery/price".into()),
    );
    story.input(
        words(lang, "Indice de référence, août 2022", "Reference index, August 2022"),
        Figure::Number(number("284.7")),
        Some("/gallery/index-0".into()),
    );
    story.input(
        words(lang, "Dernier indice publié, août 2025", "Last published index, August 2025"),
        Figure::Number(number("300.7")),
        Some("/gallery/index-1".into()),
    );
    story.input(
        words(lang, "Date de révision", "Date of revision"),
        Figure::Date(jiff::civil::date(2026, 1, 1)),
        None,
    );
    story
}

fn revision(lang: Lang) -> Explanation {
    let mut story = inputs(lang);
    let ratio = number("300.7/284.7");
    let ratio = story.round(
        words(lang, "Évolution de l’indice", "Change of the index"),
        "300.7 ÷ 284.7",
        &ratio,
        Rounding::HalfUp,
        3,
    );
    let exact = number("0.15") + number("0.85") * ratio;
    let coefficient = story.round(
        words(lang, "Coefficient de révision", "Revision coefficient"),
        "0.15 + 0.85 × 1.056",
        &exact,
        Rounding::Up,
        3,
    );
    let price = Cents::from_euros(&(number("1050") * coefficient), Rounding::HalfUp);
    story.step(
        words(lang, "Prix révisé par agent et par an", "Revised price per officer and year"),
        "1050.00 × 1.048",
        Figure::Money(price),
    );
    story
}

pub(super) fn draw_charts(lang: Lang) -> (Head, Markup) {
    let head = Head::new(
        say(lang, "Disponibilité et coûts", "Availability and costs"),
        say(lang, "Pilotage", "Governance"),
    )
    .crumbs([home_crumb(lang)]);
    let body = html! {
        (availability(lang)) (by_body(lang)) (costs(lang)) (outages(lang))
    };
    (head, body)
}

fn chart_head(id: &str, title: &str, description: &str) -> ChartHead {
    ChartHead { id: id.into(), title: title.into(), description: description.into() }
}

fn written(lang: Lang, thousandths: i64) -> String {
    figures::percent(lang, &(Exact::from(thousandths) / Exact::from(100_000)))
}

#[expect(clippy::cast_precision_loss, reason = "positions on a drawing")]
fn availability(lang: Lang) -> Markup {
    let head = chart_head(
        "availability",
        say(lang, "Disponibilité par mois", "Availability by month"),
        say(
            lang,
            "Sous l’objectif en mars et en juillet ; au-dessus depuis août. Pas de mesure en mai.",
            "Below target in March and July; above since August. No measure in May.",
        ),
    );
    let months: Vec<String> =
        (1..=11).map(|m| figures::month_short(lang, jiff::civil::date(2026, m, 1)).to_owned()).collect();
    let line = |name: &str, values: [i64; 11]| Series {
        name: name.to_owned(),
        points: values.iter().map(|v| (*v > 0).then(|| (*v as f64 / 1000.0, written(lang, *v)))).collect(),
    };
    let series = [
        line(
            "Pôle de Vallespine",
            [99_931, 99_802, 99_318, 99_640, 0, 99_912, 99_401, 99_870, 99_951, 99_988, 99_931],
        ),
        line(
            "Rochebrune",
            [99_700, 99_760, 99_610, 99_550, 0, 99_720, 99_590, 99_640, 99_802, 99_850, 99_900],
        ),
    ];
    let target = Target { label: say(lang, "objectif 99,5 %", "target 99.5%").into(), value: 99.5 };
    let scale = |value: f64| match lang {
        Lang::Fr => format!("{value:.1}\u{202f}%").replace('.', ","),
        Lang::En => format!("{value:.1}%"),
    };
    chart::lines(lang, &head, &months, &series, Some(&target), &scale)
}

fn by_body(lang: Lang) -> Markup {
    let head = chart_head(
        "bodies",
        say(lang, "Engagements tenus par structure", "Commitments met by body"),
        say(lang, "Une structure sur quatre est sous l’objectif.", "One body in four is below target."),
    );
    let bar = |label: &str, value: f64, shown: i64, tone| Bar {
        label: label.into(),
        value,
        shown: written(lang, shown),
        tone,
    };
    let bars = [
        bar("Commune de Rochebrune", 91.2, 91_200, Tone::Bad),
        bar("Pôle de Vallespine", 95.8, 95_800, Tone::Good),
        bar("Syndicat des Eaux vives", 97.1, 97_100, Tone::Good),
        bar("Commune de Malpas", 100.0, 100_000, Tone::Good),
    ];
    let target = Target { label: say(lang, "objectif 95 %", "target 95%").into(), value: 95.0 };
    chart::bars(lang, &head, say(lang, "Part tenue", "Share met"), &bars, Some(&target))
}

#[expect(clippy::cast_precision_loss, reason = "positions on a drawing")]
fn costs(lang: Lang) -> Markup {
    let head = chart_head(
        "costs",
        say(lang, "Coût par structure", "Cost by body"),
        say(
            lang,
            "Le bloc socle fait plus des deux tiers du coût de chaque structure.",
            "The core block makes over two thirds of each body’s cost.",
        ),
    );
    let bar = |label: &str, cents: [i64; 3]| StackedBar {
        label: label.into(),
        parts: cents.iter().map(|c| (*c as f64, figures::money(lang, Cents(*c)))).collect(),
        total: figures::money(lang, Cents(cents.iter().sum())),
    };
    let names = [
        say(lang, "Bloc socle", "Core block"),
        say(lang, "Téléphonie", "Telephony"),
        say(lang, "Matériel", "Equipment"),
    ]
    .map(String::from);
    let bars = [
        bar("Pôle de Vallespine", [6_456_560, 1_806_000, 920_000]),
        bar("Commune de Rochebrune", [3_120_000, 640_000, 410_050]),
        bar("Syndicat des Eaux vives", [1_050_000, 120_000, 0]),
    ];
    chart::stacked(lang, &head, &names, say(lang, "Total HT", "Net total"), &bars)
}

fn outages(lang: Lang) -> Markup {
    let head = chart_head(
        "outages",
        say(lang, "Coupures du jour", "Today’s cuts"),
        say(
            lang,
            "Une coupure de 1 h 10 à la Maison commune, une maintenance planifiée à la médiathèque.",
            "One cut of 1 h 10 at the Town house, planned maintenance at the library.",
        ),
    );
    let span = |from: i64, to: i64, tone, words: &str| Span {
        from: sample_time(from / 60, from % 60),
        to: sample_time(to / 60, to % 60),
        tone,
        words: words.into(),
    };
    let time = Timeline {
        from: sample_time(7, 0),
        to: sample_time(17, 0),
        lanes: vec![
            Lane {
                label: say(lang, "Maison commune", "Town house").into(),
                spans: vec![span(500, 570, Tone::Bad, say(lang, "coupure du lien", "link down"))],
            },
            Lane {
                label: say(lang, "Médiathèque", "Library").into(),
                spans: vec![span(
                    720,
                    840,
                    Tone::Neutral,
                    say(lang, "maintenance planifiée", "planned maintenance"),
                )],
            },
            Lane { label: say(lang, "Centre technique", "Depot").into(), spans: vec![] },
        ],
        mark: Some((sample_time(13, 5), say(lang, "maintenant", "now").into())),
    };
    chart::timeline(lang, &head, &time)
}
