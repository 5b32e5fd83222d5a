//! How availability looks: the network with its charts and sites, and one site with its story.

mod charts;

pub(crate) use charts::calendar;

use super::{Measured, Report, files::link_key};
use crate::scoreboard::views::{choose_period, query};
use estate::{
    availability::{
        Assessment, CarrierRecord, Link,
        rules::{explain, network::Incident},
    },
    outages::{Outage, views as outages},
    sites::Site,
};
use kernel::{Exact, Explained, Figure};
use maud::{Markup, Render as _, html};
use people::organisations::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Crumb, DataTable, Emphasis, Head, Narrow, Tone, empty_state, explained, explanation, figure,
            link, link_button, section, tag, text,
        },
        page,
    },
};
use std::collections::BTreeMap;

/// One beneficiary to choose.
pub(super) fn choose(ctx: &Ctx, beneficiaries: &[Organisation]) -> Markup {
    choose_of(ctx, &ctx.lang.t("availability-title"), "/availability", beneficiaries)
}

/// One beneficiary to choose, on a page of that title; each leads to its own page under `base`.
pub(crate) fn choose_of(ctx: &Ctx, title: &str, base: &str, beneficiaries: &[Organisation]) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(title)
        .column(lang.t("scoreboard-beneficiary"))
        .column(lang.t("scoreboard-code"))
        .empty(empty_state(&lang.t("scoreboard-nobody"), &lang.t("scoreboard-nobody-why"), None));
    let rows = beneficiaries.iter().map(|o| [link(&format!("{base}/{}", o.code), &o.name), text(&o.code)]);
    page(ctx, &Head::new(title, lang.t("estate-view")), table.rows(rows).render())
}

/// A share, or that there is no data.
pub(crate) fn share(value: Option<&Exact>) -> Figure {
    value.map_or(Figure::NoData, |value| Figure::Share(value.clone()))
}

fn length(seconds: Option<&Exact>) -> Figure {
    let whole = seconds.and_then(|seconds| seconds.to_decimal_cut(0).parse().ok());
    whole.map_or(Figure::NoData, Figure::Seconds)
}

/// The network of a beneficiary.
pub(super) fn report(ctx: &Ctx, report: &Report) -> Markup {
    let (lang, base) = (ctx.lang, format!("/availability/{}", report.code));
    let period = crate::scoreboard::words::period(lang, report.period);
    let csv = format!("{base}/file.csv{}", query(report.period));
    let head = Head::new(&report.beneficiary_name, lang.t("availability-title"))
        .lead(html! { p { (period) } })
        .as_of(report.as_of)
        .actions(link_button(Emphasis::Secondary, &csv, &lang.t("scoreboard-csv")));
    let body = html! {
        (choose_period(lang, &base, report.period))
        @match &report.measured {
            None => (empty_state(&lang.t("availability-to-come"), &lang.t("availability-to-come-why"), None)),
            Some(measured) if measured.records.is_empty() =>
                (empty_state(&lang.t("availability-no-site"), &lang.t("availability-no-site-why"), None)),
            Some(measured) => {
                (section("figures", &lang.t("availability-figures"), None, key_figures(lang, report, measured)))
                (calendar(lang, measured, report.period))
                (charts::timeline(lang, measured))
                (section("sites", &lang.t("estate-sites"), None, sites(lang, report, measured)))
                @if !measured.on_window.carriers.is_empty() {
                    (section("carriers", &lang.t("availability-carriers"), None, carriers(lang, report, measured)))
                }
                (section("incidents", &lang.t("availability-incidents"), None, incidents(ctx, measured)))
            }
        }
    };
    page(ctx, &head, body)
}

/// Each figure with its story: on the window, around the clock, cuts, means, the worst site.
fn key_figures(lang: Lang, report: &Report, measured: &Measured) -> Markup {
    let (network, cuts, incidents) = (&measured.network, &measured.cuts, &measured.incidents);
    let always = measured.around_the_clock.network.availability.as_ref();
    let table = DataTable::new(lang.t("availability-figures")).caption_hidden();
    let table = table.column(lang.t("availability-figure")).column(lang.t("availability-value"));
    let why =
        |key: &str, value: Figure, story| [text(lang.t(key)), explained(lang, &lang.t(key), &value, story)];
    let rows = [
        [
            html! { (lang.t("availability-on-window")) " " (verdict(lang, report, measured)) },
            explained(
                lang,
                &lang.t("availability-on-window"),
                &share(network.value.availability.as_ref()),
                &network.explanation,
            ),
        ],
        why("availability-always", share(always), &network.explanation),
        why("availability-cuts-all", Figure::Count(cuts.value.0), &cuts.explanation),
        why("availability-cuts-window", Figure::Count(cuts.value.1), &cuts.explanation),
        why("availability-mean", length(incidents.value.mean.as_ref()), &incidents.explanation),
        why(
            "availability-mean-in-window",
            length(incidents.value.mean_in_window.as_ref()),
            &incidents.explanation,
        ),
        [text(lang.t("availability-worst")), text(network.value.worst.as_deref().unwrap_or("—"))],
    ];
    html! { (table.rows(rows)) }
}

/// Whether the target is reached; without an agreed one, that it is not contractual (R5.1).
fn verdict(lang: Lang, report: &Report, measured: &Measured) -> Markup {
    match (measured.network.value.met, &report.terms.target) {
        (Some(true), _) => tag(Tone::Good, &lang.t("scoreboard-met")),
        (Some(false), _) => tag(Tone::Bad, &lang.t("scoreboard-missed")),
        (None, Some(_)) => tag(Tone::Neutral, &lang.t("scoreboard-no-data")),
        (None, None) => tag(Tone::Neutral, &lang.t("scoreboard-not-contractual")),
    }
}

/// The sites, the window and the clock side by side.
fn sites(lang: Lang, report: &Report, measured: &Measured) -> Markup {
    let table = DataTable::new(lang.t("estate-sites")).caption_hidden().narrow(Narrow::Stacked);
    let table = table.column(lang.t("estate-name")).column(lang.t("availability-link"));
    let columns = [
        "availability-on-window",
        "availability-always",
        "availability-cuts-all",
        "availability-cuts-window",
        "availability-mean",
    ];
    let table = columns.iter().fold(table, |table, key| table.figures(lang.t(key)));
    let both = measured.on_window.sites.iter().zip(&measured.around_the_clock.sites);
    let rows =
        measured.sites.iter().zip(&measured.records).zip(both).map(|((site, record), (service, always))| {
            let path = format!("/availability/{}/sites/{}{}", report.code, site.id, query(report.period));
            [
                link(&path, &site.name),
                text(lang.t(link_key(record.link))),
                figure(lang, &share(service.availability.as_ref())),
                figure(lang, &share(always.availability.as_ref())),
                figure(lang, &Figure::Count(i64::from(service.cuts))),
                figure(lang, &Figure::Count(i64::from(service.cuts_in_window))),
                figure(lang, &length(service.mean_repair.as_ref())),
            ]
        });
    html! { (table.rows(rows)) }
}

/// Carriers' links, each held against its guaranteed repair time (R5.8), with the page that tells its story.
fn carriers(lang: Lang, report: &Report, measured: &Measured) -> Markup {
    let table = DataTable::new(lang.t("availability-carriers")).caption_hidden().narrow(Narrow::Stacked);
    let table = table.column(lang.t("estate-name")).figures(lang.t("availability-repair"));
    let table = table.figures(lang.t("availability-judged")).figures(lang.t("availability-respected"));
    let table = table.column(lang.t("availability-lengths"));
    // The records of carriers' links are judged in the order of the records.
    let served = measured.sites.iter().zip(&measured.records).filter(|(_, record)| record.link != Link::Own);
    let both = served.map(|(site, _)| site).zip(&measured.on_window.carriers);
    let rows = both.map(|(site, one): (&Site, &CarrierRecord)| {
        let path = format!("/availability/{}/sites/{}{}", report.code, site.id, query(report.period));
        let lengths: Vec<String> = one.outages.iter().map(|o| figures::duration(lang, o.seconds)).collect();
        let kept = Exact::ratio(i64::from(one.respected), i64::from(one.judged));
        [
            link(&path, &one.id),
            figure(lang, &one.repair_seconds.map_or(Figure::NoData, Figure::Seconds)),
            figure(lang, &Figure::Count(i64::from(one.judged))),
            figure(lang, &share(kept.as_ref())),
            text(if lengths.is_empty() { "—".to_owned() } else { lengths.join(", ") }),
        ]
    });
    html! { p { (lang.t("availability-carriers-lead")) } (table.rows(rows)) }
}

/// The incidents that ended in the period, and those still open, which are in no mean.
fn incidents(ctx: &Ctx, measured: &Measured) -> Markup {
    let (lang, value) = (ctx.lang, &measured.incidents.value);
    let known: BTreeMap<&str, &Outage> = measured.outages.iter().map(|one| (one.id.as_str(), one)).collect();
    let found = |all: &[Incident]| -> Vec<Outage> {
        all.iter().filter_map(|one| known.get(one.id.as_str())).map(|one| (*one).clone()).collect()
    };
    let (ended, open) = (found(&value.ended), found(&value.open));
    let nothing = empty_state(&lang.t("outage-none"), &lang.t("availability-no-incident"), None);
    html! {
        (outages::table(ctx, &lang.t("availability-incidents"), &ended).empty(nothing))
        @if !open.is_empty() {
            h3 { (lang.t("availability-still-open")) }
            (outages::table(ctx, &lang.t("availability-still-open"), &open))
        }
    }
}

/// The story of one record, on the window and around the clock.
pub(super) fn explained_site(
    report: &Report,
    measured: &Measured,
    place: usize,
) -> [Explained<Assessment>; 2] {
    let record = std::slice::from_ref(&measured.records[place]);
    [&measured.clock, &measured.always].map(|clock| explain(measured.span, clock, &report.terms, record))
}

/// One site: how its figures came about, and its outages.
pub(super) fn site(ctx: &Ctx, report: &Report, site: &Site) -> Markup {
    let lang = ctx.lang;
    let back = format!("/availability/{}{}", report.code, query(report.period));
    let head = Head::new(&site.name, lang.t("availability-title")).as_of(report.as_of);
    let head = head.crumbs([Crumb::new(&report.beneficiary_name, back)]);
    let head = head.lead(html! { p { (crate::scoreboard::words::period(lang, report.period)) } });
    let is_of = |measured: &Measured| measured.sites.iter().any(|one| one.id == site.id);
    let body = html! {
        p { (link(&site.path(), &lang.t("availability-site-page"))) }
        @match report.measured.as_ref().filter(|measured| is_of(measured)) {
            None => (empty_state(&lang.t("availability-no-site"), &lang.t("availability-no-site-why"), None)),
            Some(measured) => (stories(ctx, report, measured, site)),
        }
    };
    page(ctx, &head, body)
}

/// The story of each kind of link that served a site, then what cut it off.
fn stories(ctx: &Ctx, report: &Report, measured: &Measured, site: &Site) -> Markup {
    let lang = ctx.lang;
    let is_here = |outage: &&Outage| outage.sites.iter().any(|one| one.id == site.id);
    let own: Vec<Outage> = measured.outages.iter().filter(is_here).cloned().collect();
    let nothing = empty_state(&lang.t("outage-none"), &lang.t("availability-no-incident"), None);
    html! {
        @for place in (0..measured.records.len()).filter(|place| measured.sites[*place].id == site.id) {
            @let [service, always] = explained_site(report, measured, place);
            @let on_window = measured.on_window.sites[place].availability.as_ref();
            @let whole = measured.around_the_clock.sites[place].availability.as_ref();
            @if measured.records[place].link != Link::Own { p { (lang.t("availability-carriers-lead")) } }
            (section(&format!("window-{place}"), &lang.t("availability-on-window"), None, html! {
                p { strong { (figure(lang, &share(on_window))) } }
                (explanation(lang, &format!("why-{place}"), &service.explanation))
            }))
            (section(&format!("always-{place}"), &lang.t("availability-always"), None, html! {
                p { strong { (figure(lang, &share(whole))) } }
                (explanation(lang, &format!("why-always-{place}"), &always.explanation))
            }))
        }
        (section("outages", &lang.t("outage-title"), None, html! { (outages::table(ctx, &lang.t("outage-title"), &own).empty(nothing)) }))
    }
}
