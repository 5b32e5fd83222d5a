//! The pages of a pack, read without any program but a browser: what is in it, its documents, what is to be handed over.

use super::{Manifest, ManifestTable, Theme, catalogue::LEFT_OUT, credentials::Credential, files::Listed};
use maud::{DOCTYPE, Markup, html};
use platform::{
    Result,
    archive::Archive,
    i18n::{Lang, figures},
};

/// Looks well on paper and in the dark, with nothing from elsewhere.
const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:0 auto;padding:1rem;color:#1a1a1a;background:#fff}\
h1,h2,h3{line-height:1.2}a{color:#0b4f8a}table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}\
caption{text-align:left;font-weight:bold;padding:.25rem 0}th,td{border:1px solid #767676;padding:.3rem .5rem;text-align:left;\
vertical-align:top;overflow-wrap:anywhere}td.n,th.n{text-align:right}code{overflow-wrap:anywhere}.wide{overflow-x:auto}\
.missing{border-left:.3rem solid #a40000;padding-left:.7rem}\
@media(prefers-color-scheme:dark){body{color:#eee;background:#16181c}a{color:#8cc4ff}}";

/// Writes the pages in both languages.
pub(super) fn write(
    archive: &mut Archive,
    manifest: &Manifest,
    (listed, handed): (&[Listed], &[Credential]),
) -> Result<()> {
    for lang in [Lang::Fr, Lang::En] {
        let page = index(lang, manifest, listed, handed);
        archive.add(name("index", lang), page.into_string().as_bytes())?;
        if !listed.is_empty() {
            archive.add(name("files", lang), documents(lang, manifest, listed).into_string().as_bytes())?;
        }
    }
    Ok(())
}

fn name(page: &str, lang: Lang) -> &'static str {
    match (page, lang) {
        ("files", Lang::Fr) => "files.html",
        ("files", Lang::En) => "files.en.html",
        (_, Lang::Fr) => "index.html",
        (_, Lang::En) => "index.en.html",
    }
}

fn frame(lang: Lang, page: &str, title: &str, body: &Markup) -> Markup {
    let other = if lang == Lang::Fr { Lang::En } else { Lang::Fr };
    html! {
        (DOCTYPE)
        html lang=(lang.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (STYLE) }
            }
            body {
                header { p { a href=(name(page, other)) lang=(other.code()) hreflang=(other.code()) { (other.t("pack-other-language")) } } }
                main { h1 { (title) } (body) }
            }
        }
    }
}

fn index(lang: Lang, manifest: &Manifest, listed: &[Listed], handed: &[Credential]) -> Markup {
    let title = lang.with("pack-index-title", &[("name", &manifest.beneficiary.name)]);
    let body = html! {
        (summary(lang, manifest))
        @if manifest.missing_files > 0 {
            p.missing { (lang.with("pack-index-missing", &[("count", &figures::count(lang, number(manifest.missing_files)))])) }
        }
        h2 { (lang.t("pack-index-contents")) }
        p { (lang.t("pack-index-formats")) }
        @for theme in Theme::ALL {
            @let tables: Vec<&ManifestTable> = manifest.tables.iter().filter(|table| table.theme == *theme).collect();
            @if !tables.is_empty() { (theme_table(lang, *theme, &tables)) }
        }
        @if !listed.is_empty() {
            h2 { (lang.t("pack-index-files")) }
            p { a href=(name("files", lang)) { (lang.with("pack-index-files-link", &[("count", &figures::count(lang, number(listed.len() as u64)))])) } }
        }
        (credentials(lang, handed))
        (absent(lang))
        h2 { (lang.t("pack-index-verify")) }
        p { (lang.t("pack-index-verify-how")) }
        pre { code { "sha256sum --check SHA256SUMS\nsha256sum manifest.json" } }
    };
    frame(lang, "index", &title, &body)
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn summary(lang: Lang, manifest: &Manifest) -> Markup {
    let rows: u64 = manifest.tables.iter().map(|table| table.rows).sum();
    html! {
        p { (lang.t("pack-index-lead")) }
        table {
            caption { (lang.t("pack-index-summary")) }
            tbody {
                tr { th scope="row" { (lang.t("pack-index-beneficiary")) } td { (manifest.beneficiary.name) " (" (manifest.beneficiary.code) ")" } }
                @if let Some(provider) = &manifest.provider {
                    tr { th scope="row" { (lang.t("pack-index-provider")) } td { (provider.name) } }
                }
                @if let Some(at) = manifest.as_of {
                    tr { th scope="row" { (lang.t("pack-index-as-of")) } td { (figures::instant(lang, at)) } }
                }
                tr { th scope="row" { (lang.t("pack-rows")) } td { (figures::count(lang, number(rows))) } }
                tr { th scope="row" { (lang.t("pack-index-program")) } td { "Socle " (manifest.socle) } }
            }
        }
    }
}

fn theme_table(lang: Lang, theme: Theme, tables: &[&ManifestTable]) -> Markup {
    html! {
        h3 { (lang.t(theme.label_key())) }
        table {
            caption { (lang.t(theme.label_key())) }
            thead { tr {
                th scope="col" { (lang.t("pack-index-table")) }
                th.n scope="col" { (lang.t("pack-rows")) }
                th scope="col" { (lang.t("pack-index-open")) }
            } }
            tbody {
                @for table in tables {
                    tr {
                        th scope="row" { (table.name) }
                        td.n { (figures::count(lang, number(table.rows))) }
                        td {
                            (format_link(&table.name, "CSV", &format!("data/{}.csv", table.name))) " "
                            (format_link(&table.name, "JSON", &format!("data/{}.json", table.name))) " "
                            (format_link(&table.name, "JSON Schema", &format!("schemas/{}.schema.json", table.name)))
                        }
                    }
                }
            }
        }
    }
}

fn format_link(table: &str, format: &str, path: &str) -> Markup {
    html! { a href=(path) aria-label={ (table) " (" (format) ")" } { (format) } }
}

fn credentials(lang: Lang, handed: &[Credential]) -> Markup {
    html! {
        h2 { (lang.t("credential-title")) }
        p { (lang.t("credential-lead")) }
        @if handed.is_empty() { p { (lang.t("credential-none")) } }
        @else {
            div.wide { table {
                caption { (lang.t("credential-title")) }
                thead { tr {
                    th scope="col" { (lang.t("credential-of")) }
                    th scope="col" { (lang.t("credential-kind")) }
                    th scope="col" { (lang.t("credential-what")) }
                } }
                tbody {
                    @for one in handed {
                        tr {
                            th scope="row" { (one.name) @if !one.detail.is_empty() { " (" (one.detail) ")" } }
                            td { (lang.t(one.kind.label_key())) }
                            td { (lang.t(one.kind.what_key())) }
                        }
                    }
                }
            } }
        }
    }
}

fn absent(lang: Lang) -> Markup {
    html! {
        h2 { (lang.t("pack-out-title")) }
        p { (lang.t("pack-out-lead")) }
        ul {
            @for (table, why) in LEFT_OUT { li { code { (table) } ": " (lang.t(why.label_key())) } }
            li { (lang.t("pack-out-internal")) }
            li { (lang.t("pack-out-shared")) }
            li { (lang.t("pack-out-secrets")) }
        }
    }
}

fn documents(lang: Lang, manifest: &Manifest, listed: &[Listed]) -> Markup {
    let title = lang.with("pack-files-title", &[("name", &manifest.beneficiary.name)]);
    let body = html! {
        p { a href=(name("index", lang)) { (lang.t("pack-files-back")) } }
        div.wide { table {
            caption { (lang.t("pack-index-files")) }
            thead { tr {
                th scope="col" { (lang.t("pack-file-name")) }
                th scope="col" { (lang.t("pack-index-table")) }
                th.n scope="col" { (lang.t("pack-file-bytes")) }
            } }
            tbody {
                @for one in listed {
                    tr {
                        th scope="row" { (document(lang, one)) }
                        td { (one.table) " " code { (one.key) } }
                        td.n { @if let Some(bytes) = one.bytes { (figures::count(lang, number(bytes))) } }
                    }
                }
            }
        } }
    };
    frame(lang, "files", &title, &body)
}

fn document(lang: Lang, one: &Listed) -> Markup {
    let words = one.name.as_deref().or(one.path.as_deref()).unwrap_or(&one.sha256);
    html! {
        @if let Some(path) = &one.path {
            a href=(path) { (words) }
        } @else {
            (words) " (" (lang.t("pack-file-missing")) ")"
        }
    }
}
