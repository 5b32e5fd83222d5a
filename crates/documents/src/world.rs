//! What a template may see: the templates, the fonts, and its own data. Nothing else exists.

use std::{path::PathBuf, sync::LazyLock};
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

/// A document kind with a template of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Template {
    Invoice,
    Scoreboard,
    Agreement,
}

impl Template {
    fn path(self) -> &'static str {
        match self {
            Self::Invoice => "invoice.typ",
            Self::Scoreboard => "scoreboard.typ",
            Self::Agreement => "agreement.typ",
        }
    }
}

const TEMPLATES: [(&str, &str); 5] = [
    ("base.typ", include_str!("../templates/base.typ")),
    ("words.typ", include_str!("../templates/words.typ")),
    ("invoice.typ", include_str!("../templates/invoice.typ")),
    ("scoreboard.typ", include_str!("../templates/scoreboard.typ")),
    ("agreement.typ", include_str!("../templates/agreement.typ")),
];

/// Where a template finds its data: `json("/data.json")`.
const DATA: &str = "data.json";

const FONTS: [&[u8]; 4] = [
    include_bytes!("../fonts/Inter-Regular.otf"),
    include_bytes!("../fonts/Inter-Italic.otf"),
    include_bytes!("../fonts/Inter-SemiBold.otf"),
    include_bytes!("../fonts/Inter-Bold.otf"),
];

/// Everything that is the same for every document, built once.
struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    sources: Vec<(FileId, Source)>,
    data: FileId,
}

static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONTS.iter().flat_map(|bytes| Font::iter(Bytes::new(*bytes))).collect();
    let sources = TEMPLATES
        .iter()
        .filter_map(|(path, text)| file_id(path).map(|id| (id, Source::new(id, (*text).to_owned()))))
        .collect::<Vec<_>>();
    Shared {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        data: file_id(DATA).unwrap_or_else(|| panic!("{DATA} is a valid path")),
        sources,
    }
});

fn file_id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// The world of one document.
pub(crate) struct DocumentWorld {
    template: Template,
    data: Bytes,
}

impl DocumentWorld {
    pub(crate) fn new(template: Template, json: Vec<u8>) -> Self {
        Self { template, data: Bytes::new(json) }
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(PathBuf::from(id.get().vpath().get_without_slash()))
}

impl World for DocumentWorld {
    fn library(&self) -> &LazyHash<Library> {
        &SHARED.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHARED.book
    }

    fn main(&self) -> FileId {
        file_id(self.template.path()).unwrap_or(SHARED.data)
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = SHARED.sources.iter().find(|(known, _)| *known == id);
        found.map(|(_, source)| source.clone()).ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == SHARED.data { Ok(self.data.clone()) } else { Err(missing(id)) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHARED.fonts.get(index).cloned()
    }

    /// No clock: a date is always part of the data.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
