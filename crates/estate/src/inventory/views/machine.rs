//! A machine: what is kept of it, part by part, and which asset it is.

use super::super::{AttachForm, Content, Machine, content::Item};
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        components::{
            Crumb, DataTable, Emphasis, Field, FieldError, Head, Narrow, PostForm, Tone, actions as buttons,
            error_of, error_summary, facts, link, notice, section, submit, text, time, with_aside,
        },
        page,
    },
};
use std::collections::BTreeSet;

/// Most things of one part that are drawn.
const SHOWN: usize = 200;
/// Most fields of a part that are drawn beside each other.
const COLUMNS: usize = 7;

/// The page.
pub(in super::super) fn machine_page(
    ctx: &Ctx,
    machine: &Machine,
    content: &Content,
    form: &AttachForm,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let manages = ctx.actor.may(Permission::AssetManage);
    let head = Head::new(machine.name.clone(), lang.t("inventory-title"));
    let up =
        if manages { ("inventory-title", "/estate/inventory") } else { ("asset-title", "/estate/assets") };
    let head = head.crumbs([Crumb::new(lang.t(up.0), up.1)]).has_errors(!errors.is_empty());
    let main = html! {
        (error_summary(lang, errors))
        @if machine.asset.is_none() && manages { (attaching(ctx, machine, form, errors)) }
        @for (category, items) in content.categories() { (part(lang, category, items)) }
    };
    let asset = match (machine.asset_key(), &machine.asset_name) {
        (Some(key), Some(name)) => link(&key.path(), name),
        _ => text("—"),
    };
    let about = facts([
        (lang.t("asset-beneficiary"), text(&machine.beneficiary_name)),
        (lang.t("inventory-asset"), asset),
        (lang.t("inventory-identity"), text(&machine.identity)),
        (lang.t("inventory-device"), text(&machine.device_id)),
        (lang.t("inventory-agent"), text(&machine.agent)),
        (lang.t("inventory-protocol"), text(lang.t(machine.protocol.label_key()))),
        (lang.t("inventory-first-seen"), time(lang, machine.first_seen_at)),
        (lang.t("inventory-seen"), time(lang, machine.last_seen_at)),
        (lang.t("inventory-changed"), time(lang, machine.changed_at)),
    ]);
    let title = lang.t("inventory-machine");
    page(ctx, &head, with_aside(&title, main, section("machine", &title, None, about)))
}

fn attaching(ctx: &Ctx, machine: &Machine, form: &AttachForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let title = lang.t("inventory-attach");
    let post = PostForm::new(format!("{}/attachment", machine.key().path()), &ctx.csrf).label(title.as_str());
    let post = post.body(html! {
        (Field::text(lang, "asset", lang.t("inventory-attach-to")).value(&form.asset).hint(lang.t("inventory-attach-hint"))
            .error(error_of(errors, "asset")).autocomplete("off"))
        (buttons(submit(Emphasis::Primary, &title)))
    });
    notice(
        Tone::Warning,
        &lang.t("inventory-no-asset"),
        html! { p { (lang.t("inventory-unknown-lead")) } (post) },
    )
}

fn part(lang: Lang, category: &str, items: &[Item]) -> Markup {
    let title = lang.t(label(category));
    let body = match items {
        [] => html! { p { (lang.t("inventory-part-none")) } },
        [one] => facts(one.iter().map(|(field, value)| (field.clone(), text(value)))),
        many => table(&title, many),
    };
    let count = items.len();
    html! {
        details.more id={ "part-" (category) } {
            summary { (title) " (" (count) ")" }
            (body)
            @if count > SHOWN { p { (lang.with("inventory-part-more", &[("count", count - SHOWN)])) } }
        }
    }
}

/// The fields that most things have stand first: name, then the others in their order.
fn table(title: &str, items: &[Item]) -> Markup {
    let mut fields: BTreeSet<&str> = items.iter().flat_map(|item| item.keys().map(String::as_str)).collect();
    let first = ["name", "caption", "description", "version", "publisher", "capacity"];
    let mut columns: Vec<&str> = first.iter().filter_map(|field| fields.take(*field)).collect();
    columns.extend(fields);
    columns.truncate(COLUMNS);
    let table = DataTable::new(title).caption_hidden().narrow(Narrow::Stacked);
    let table = columns.iter().fold(table, |table, field| table.column(*field));
    let cell = |item: &Item, field: &&str| text(item.get(*field).map_or("", String::as_str));
    let rows = items
        .iter()
        .take(SHOWN)
        .map(|item| columns.iter().map(|field| cell(item, field)).collect::<Vec<_>>());
    html! { (table.rows(rows)) }
}

fn label(category: &str) -> &'static str {
    match category {
        "antivirus" => "inventory-part-antivirus",
        "batteries" => "inventory-part-batteries",
        "bios" => "inventory-part-bios",
        "controllers" => "inventory-part-controllers",
        "cpus" => "inventory-part-cpus",
        "drives" => "inventory-part-drives",
        "firewall" | "firewalls" => "inventory-part-firewall",
        "hardware" => "inventory-part-hardware",
        "inputs" => "inventory-part-inputs",
        "licenseinfos" => "inventory-part-licences",
        "memories" => "inventory-part-memories",
        "modems" => "inventory-part-modems",
        "monitors" => "inventory-part-monitors",
        "networks" => "inventory-part-networks",
        "operatingsystem" => "inventory-part-system",
        "physical_volumes" => "inventory-part-volumes",
        "ports" => "inventory-part-ports",
        "printers" => "inventory-part-printers",
        "softwares" => "inventory-part-softwares",
        "sounds" => "inventory-part-sounds",
        "storages" => "inventory-part-storages",
        "videos" => "inventory-part-videos",
        _ => "inventory-part-virtual-machines",
    }
}
