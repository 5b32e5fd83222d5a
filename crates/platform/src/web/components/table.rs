//! Tables of data: a caption, scoped headers, figures aligned, and a readable form on a phone.

use crate::i18n::Lang;
use maud::{Markup, Render, html};

/// How a table reads on a narrow screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Narrow {
    /// Each row becomes a card: lists of things.
    #[default]
    Cards,
    /// Each row becomes a card with the label of a cell above it: tables of sentences.
    Stacked,
    /// The table scrolls sideways in its own frame: matrices, where columns are compared.
    Scroll,
}

/// In which order a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Not sorted by this column.
    Unsorted,
    /// Smallest or first on top.
    Ascending,
    /// Largest or last on top.
    Descending,
}

#[derive(Clone, Debug)]
struct Column {
    label: String,
    is_figure: bool,
    sort: Option<(Sort, String)>,
}

/// A table under construction; draw it by putting it in the page. The first cell of a row names the row.
#[derive(Clone, Debug)]
pub struct DataTable {
    caption: String,
    is_caption_hidden: bool,
    columns: Vec<Column>,
    rows: Vec<Vec<Markup>>,
    total: Option<Vec<Markup>>,
    narrow: Narrow,
    empty: Option<Markup>,
}

impl DataTable {
    /// A table and what it shows, in a few words.
    pub fn new(caption: impl Into<String>) -> Self {
        Self {
            caption: caption.into(),
            is_caption_hidden: false,
            columns: vec![],
            rows: vec![],
            total: None,
            narrow: Narrow::Cards,
            empty: None,
        }
    }

    /// A column of words.
    #[must_use]
    pub fn column(self, label: impl Into<String>) -> Self {
        self.push(label.into(), false, None)
    }

    /// A column of figures, aligned on the right.
    #[must_use]
    pub fn figures(self, label: impl Into<String>) -> Self {
        self.push(label.into(), true, None)
    }

    /// Makes the last column sortable: `href` is the same page in the next order.
    #[must_use]
    pub fn sorted(mut self, sort: Sort, href: impl Into<String>) -> Self {
        if let Some(column) = self.columns.last_mut() {
            column.sort = Some((sort, href.into()));
        }
        self
    }

    fn push(mut self, label: String, is_figure: bool, sort: Option<(Sort, String)>) -> Self {
        self.columns.push(Column { label, is_figure, sort });
        self
    }

    /// One row: as many cells as columns, the first one naming the row.
    #[must_use]
    pub fn row(mut self, cells: impl IntoIterator<Item = Markup>) -> Self {
        self.rows.push(cells.into_iter().collect());
        self
    }

    /// Many rows.
    #[must_use]
    pub fn rows<R: IntoIterator<Item = Markup>>(mut self, rows: impl IntoIterator<Item = R>) -> Self {
        self.rows.extend(rows.into_iter().map(|row| row.into_iter().collect()));
        self
    }

    /// The last row: totals.
    #[must_use]
    pub fn total(mut self, cells: impl IntoIterator<Item = Markup>) -> Self {
        self.total = Some(cells.into_iter().collect());
        self
    }

    /// How it reads on a narrow screen; cards unless said.
    #[must_use]
    pub fn narrow(mut self, narrow: Narrow) -> Self {
        self.narrow = narrow;
        self
    }

    /// Keeps the caption for assistive tools only, when a heading just above says the same.
    #[must_use]
    pub fn caption_hidden(mut self) -> Self {
        self.is_caption_hidden = true;
        self
    }

    /// What stands in place of a table without rows ([`super::empty_state`]).
    #[must_use]
    pub fn empty(mut self, instead: Markup) -> Self {
        self.empty = Some(instead);
        self
    }

    fn header(&self) -> Markup {
        html! {
            thead {
                tr {
                    @for column in &self.columns {
                        @let order = column.sort.as_ref().and_then(|(sort, _)| aria_sort(*sort));
                        th scope="col" class=[column.is_figure.then_some("figure")] aria-sort=[order] {
                            @match &column.sort {
                                Some((sort, href)) => a.sort href=(href) { (column.label) (arrow(*sort)) },
                                None => (column.label),
                            }
                        }
                    }
                }
            }
        }
    }

    fn body_row(&self, cells: &[Markup]) -> Markup {
        html! {
            tr {
                @for (column, cell) in self.columns.iter().zip(cells).take(1) {
                    th scope="row" class=[column.is_figure.then_some("figure")] { (cell) }
                }
                @for (column, cell) in self.columns.iter().zip(cells).skip(1) {
                    td class=[column.is_figure.then_some("figure")] data-label=(column.label) {
                        // One box, so that a card puts the label on one side and all the content on the other.
                        div.cell { (cell) }
                    }
                }
            }
        }
    }
}

impl Render for DataTable {
    fn render(&self) -> Markup {
        if let (true, Some(instead)) = (self.rows.is_empty(), &self.empty) {
            return instead.clone();
        }
        let table = html! {
            table.data {
                caption class=[self.is_caption_hidden.then_some("visually-hidden")] { (self.caption) }
                (self.header())
                tbody { @for row in &self.rows { (self.body_row(row)) } }
                @if let Some(total) = &self.total { tfoot { (self.body_row(total)) } }
            }
        };
        match self.narrow {
            Narrow::Cards => html! { div.table-cards { (table) } },
            Narrow::Stacked => html! { div."table-cards stacked" { (table) } },
            Narrow::Scroll => html! {
                div.table-scroll role="region" tabindex="0" aria-label=(self.caption) { (table) }
            },
        }
    }
}

fn aria_sort(sort: Sort) -> Option<&'static str> {
    match sort {
        Sort::Unsorted => None,
        Sort::Ascending => Some("ascending"),
        Sort::Descending => Some("descending"),
    }
}

fn arrow(sort: Sort) -> super::Icon {
    match sort {
        Sort::Unsorted => super::Icon::UpDown,
        Sort::Ascending => super::Icon::Up,
        Sort::Descending => super::Icon::Down,
    }
}

/// A cell of plain words.
pub fn text(words: impl AsRef<str>) -> Markup {
    html! { (words.as_ref()) }
}

/// A link in running text or in a cell.
pub fn link(href: &str, words: &str) -> Markup {
    html! { a href=(href) { (words) } }
}

/// A link to a thing by its number, kept in one piece.
pub fn reference(href: &str, number: &str) -> Markup {
    html! { a.reference href=(href) { (number) } }
}

/// Links to the pages before and after, for lists read in order; `position` says where one is, such as
/// «51 à 100».
pub fn pagination(
    lang: Lang,
    list: &str,
    previous: Option<&str>,
    next: Option<&str>,
    position: Option<&str>,
) -> Markup {
    html! {
        @if previous.is_some() || next.is_some() {
            nav.pagination aria-label=(lang.with("web-pages-of", &[("list", list)])) {
                @if let Some(href) = previous {
                    a.button rel="prev" href=(href) { (super::Icon::Back) (lang.t("web-previous")) }
                }
                @if let Some(position) = position { span.position { (position) } }
                @if let Some(href) = next {
                    a.button rel="next" href=(href) { (lang.t("web-next")) (super::Icon::Forward) }
                }
            }
        }
    }
}
