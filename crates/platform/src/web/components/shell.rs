//! The frame of every page: title, skip link, header, navigation, main heading, footer.

use super::{
    icon::Icon,
    state::{Tone, notice},
};
use crate::{
    Screen,
    i18n::{Lang, figures},
    web::assets,
};
use jiff::Timestamp;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// What does not change from page to page during one request.
#[derive(Clone, Debug)]
pub struct Shell<'a> {
    /// Language of the page.
    pub lang: Lang,
    /// Name of the authority that runs the service.
    pub authority: &'a str,
    /// Name of the product, last part of every title.
    pub product: &'a str,
    /// The main navigation, already limited to what the person may open.
    pub nav: &'a [NavGroup],
    /// Name of the person signed in; nothing for visitors.
    pub person: Option<&'a str>,
    /// Notifications that the person has not read.
    pub unread: i64,
    /// Anti-forgery token of the session, put in the shell's own forms.
    pub csrf: &'a str,
    /// Path and query of this page, to come back to after a change of language.
    pub path: &'a str,
    /// Words of the banner saying that the data are not real.
    pub demo_banner: Option<&'a str>,
    /// Address of a style sheet with the authority's own colours, after ours.
    pub theme: Option<&'a str>,
    /// Address of the authority's logo, in the place of our mark.
    pub logo: Option<&'a str>,
    /// How the reader likes the screens.
    pub screen: Screen,
    /// Whether a call that rings shows over the page.
    pub hears_calls: bool,
}

/// Pages that belong together in the main navigation; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavGroup {
    /// The word for all of them.
    pub label: String,
    /// Its pages; a group of one page shows as that page.
    pub links: Vec<NavLink>,
}

impl NavGroup {
    fn is_current(&self) -> bool {
        self.links.iter().any(|link| link.is_current)
    }

    /// A group of one page has nothing to unfold.
    fn is_alone(&self) -> bool {
        self.links.len() < 2
    }
}

/// One entry of the main navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavLink {
    /// Words of the link.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Whether the page is in this part of the site.
    pub is_current: bool,
}

/// One step of the way from the home page to this page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// Words of the link.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

impl Crumb {
    /// A step with its link.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

/// What a page says about itself: its title in the window is `Object – View – Product`, its heading the object.
#[derive(Clone, Debug, Default)]
pub struct Head {
    object: String,
    view: String,
    crumbs: Vec<Crumb>,
    lead: Option<Markup>,
    actions: Option<Markup>,
    as_of: Option<Timestamp>,
    has_errors: bool,
}

impl Head {
    /// `object` is the main heading (what the page is about), `view` the part of the site it belongs to.
    pub fn new(object: impl Into<String>, view: impl Into<String>) -> Self {
        Self { object: object.into(), view: view.into(), ..Self::default() }
    }

    /// The way from the home page, without this page itself.
    #[must_use]
    pub fn crumbs(mut self, crumbs: impl IntoIterator<Item = Crumb>) -> Self {
        self.crumbs = crumbs.into_iter().collect();
        self
    }

    /// A sentence, tags or facts under the heading.
    #[must_use]
    pub fn lead(mut self, lead: Markup) -> Self {
        self.lead = Some(lead);
        self
    }

    /// Buttons and links beside the heading.
    #[must_use]
    pub fn actions(mut self, actions: Markup) -> Self {
        self.actions = Some(actions);
        self
    }

    /// When the figures of the page were read.
    #[must_use]
    pub fn as_of(mut self, at: Timestamp) -> Self {
        self.as_of = Some(at);
        self
    }

    /// Marks the title of a page that comes back with errors.
    #[must_use]
    pub fn has_errors(mut self, has_errors: bool) -> Self {
        self.has_errors = has_errors;
        self
    }
}

impl Shell<'_> {
    /// The whole page around `body`. The shell draws the only `h1`; sections of the body start at `h2`.
    pub fn page(&self, head: &Head, body: Markup) -> Markup {
        html! {
            (DOCTYPE)
            html lang=(self.lang.code()) {
                (self.head_element(head))
                body class=[self.screen.is_compact.then_some("compact")]
                    data-shortcuts=[self.has_keys().then_some("on")] data-calls=[self.hears_calls.then_some("on")] {
                    a.skip href="#main" { (self.lang.t("web-skip")) }
                    (self.header())
                    (self.pages_of_group())
                    main #main tabindex="-1" {
                        @if let Some(words) = self.demo_banner {
                            div.banner { (notice(Tone::Warning, words, PreEscaped(String::new()))) }
                        }
                        (breadcrumb(self.lang, &head.crumbs, &head.object))
                        (self.heading(head))
                        (body)
                    }
                    (self.footer())
                }
            }
        }
    }

    /// Single keys act for those who have signed in and have not switched them off.
    fn has_keys(&self) -> bool {
        self.person.is_some() && self.screen.has_shortcuts
    }

    fn title(&self, head: &Head) -> String {
        let title = [head.object.as_str(), head.view.as_str(), self.product].join(" – ");
        if head.has_errors { self.lang.with("web-error-title", &[("title", title)]) } else { title }
    }

    fn head_element(&self, head: &Head) -> Markup {
        html! {
            head {
                meta charset="utf-8";
                title { (self.title(head)) }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                link rel="icon" type="image/svg+xml" href=(assets::href("mark.svg"));
                link rel="stylesheet" href=(assets::href("socle.css"));
                @if let Some(theme) = self.theme { link rel="stylesheet" href=(theme); }
                script src=(assets::href("socle.js")) defer {}
            }
        }
    }

    fn header(&self) -> Markup {
        let lang = self.lang;
        html! {
            header.site {
                div.site-inner {
                    a.brand href="/" {
                        @match self.logo {
                            // The name stands beside it: the picture says nothing more.
                            Some(logo) => { img.logo src=(logo) alt=""; }
                            None => (mark()),
                        }
                        span.brand-words {
                            span.product { (self.product) }
                            " "
                            span.authority { (self.authority) }
                        }
                    }
                    @if self.person.is_some() { (self.search_box()) }
                    button.menu-button type="button" popovertarget="menu" { (Icon::Menu) (lang.t("web-menu")) }
                    div #menu.menu popover {
                        @if !self.nav.is_empty() { (self.navigation()) }
                        (self.who())
                    }
                }
            }
        }
    }

    /// Finds anything from any page; the words asked for are kept on the page of results.
    fn search_box(&self) -> Markup {
        let words = self.lang.t("search-box");
        html! {
            search.site-search {
                form method="get" action="/search" {
                    label.visually-hidden for="site-search" { (words) }
                    input #site-search type="search" name="q" placeholder=(words) maxlength="200" autocomplete="off"
                        aria-keyshortcuts="/";
                    button.quiet type="submit" { (self.lang.t("search-go")) }
                }
            }
        }
    }

    /// The groups, each leading to its first page. On a narrow screen each unfolds its pages; on a wide one those of the
    /// group at hand stand under the header.
    fn navigation(&self) -> Markup {
        html! {
            nav.main-nav aria-label=(self.lang.t("web-navigation")) {
                ul {
                    @for group in self.nav {
                        li {
                            @match &group.links[..] {
                                [alone] => (nav_link(alone)),
                                [first, ..] => {
                                    a.group href=(first.href) aria-current=[group.is_current().then_some("true")] {
                                        (group.label)
                                    }
                                    ul { @for link in &group.links { li { (nav_link(link)) } } }
                                }
                                [] => {}
                            }
                        }
                    }
                }
            }
        }
    }

    fn pages_of_group(&self) -> Markup {
        html! {
            @for group in self.nav.iter().filter(|group| group.is_current() && !group.is_alone()) {
                nav.group-nav aria-label=(group.label) {
                    div.site-inner { ul { @for link in &group.links { li { (nav_link(link)) } } } }
                }
            }
        }
    }

    fn who(&self) -> Markup {
        let lang = self.lang;
        html! {
            div.who {
                a.help href="/help" { (Icon::Help) (lang.t("web-help")) }
                (self.language_switch())
                @if let Some(person) = self.person {
                    a.bell href="/notifications" {
                        (Icon::Bell)
                        span.visually-hidden { (lang.with("notify-bell", &[("count", self.unread)])) }
                        @if self.unread > 0 { span.count aria-hidden="true" { (self.unread.min(99)) } }
                    }
                    span.person { (Icon::Person) span.visually-hidden { (lang.t("web-signed-in-as")) } " " (person) }
                    form method="post" action="/sign-out" {
                        input type="hidden" name="csrf" value=(self.csrf);
                        button.quiet type="submit" { (lang.t("web-sign-out")) }
                    }
                } @else {
                    a href="/sign-in" { (lang.t("web-sign-in")) }
                }
            }
        }
    }

    /// Each language in its own words; changing it is a form because it is remembered.
    fn language_switch(&self) -> Markup {
        html! {
            @for other in Lang::ALL.into_iter().filter(|other| *other != self.lang) {
                form method="post" action="/language" {
                    input type="hidden" name="csrf" value=(self.csrf);
                    input type="hidden" name="next" value=(self.path);
                    button.quiet type="submit" name="lang" value=(other.code()) lang=(other.code()) { (other.endonym()) }
                }
            }
        }
    }

    fn heading(&self, head: &Head) -> Markup {
        html! {
            div.page-head {
                div.page-title {
                    h1 { (head.object) }
                    @if let Some(lead) = &head.lead { div.lead { (lead) } }
                    @if let Some(at) = head.as_of {
                        p.as-of { (self.lang.with("web-as-of", &[("instant", figures::instant(self.lang, at))])) }
                    }
                }
                @if let Some(actions) = &head.actions { div.actions { (actions) } }
            }
        }
    }

    fn footer(&self) -> Markup {
        let lang = self.lang;
        html! {
            footer.site {
                div.site-inner {
                    p { (self.product) ", " (lang.with("web-run-by", &[("authority", self.authority)])) }
                    ul {
                        @if self.person.is_some() {
                            li {
                                a href="/palette" data-palette data-action-words=(lang.t("web-palette-actions")) {
                                    (lang.t("web-palette"))
                                }
                            }
                        }
                        @if self.person.is_some() { li { a href="/shortcuts" data-help { (lang.t("web-shortcuts")) } } }
                        li { a href="/accessibility" { (lang.t("web-accessibility")) } }
                        li { a href="/privacy" { (lang.t("web-privacy")) } }
                        li { a href="/legal" { (lang.t("web-legal")) } }
                    }
                }
            }
        }
    }
}

fn nav_link(link: &NavLink) -> Markup {
    html! { a href=(link.href) aria-current=[link.is_current.then_some("page")] { (link.label) } }
}

/// The way from the home page to this one; nothing when there is none.
pub fn breadcrumb(lang: Lang, crumbs: &[Crumb], here: &str) -> Markup {
    html! {
        @if !crumbs.is_empty() {
            nav.crumbs aria-label=(lang.t("web-breadcrumb")) {
                ol {
                    @for crumb in crumbs { li { a href=(crumb.href) { (crumb.label) } } }
                    li { span aria-current="page" { (here) } }
                }
            }
        }
    }
}

/// The product's mark: courses of stone carrying one another.
fn mark() -> Markup {
    html! {
        svg.mark aria-hidden="true" focusable="false" viewBox="0 0 32 32" width="32" height="32" {
            rect.mark-base x="2" y="22" width="28" height="7" rx="1.5" {}
            rect.mark-middle x="6" y="13" width="20" height="7" rx="1.5" {}
            rect.mark-top x="10" y="4" width="12" height="7" rx="1.5" {}
        }
    }
}
