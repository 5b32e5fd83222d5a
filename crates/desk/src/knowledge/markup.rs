//! The light markup of articles: Markdown made into harmless HTML, or into plain words. Pure.

use ammonia::{Builder, UrlRelative};
use maud::{Markup, PreEscaped};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html::push_html};

fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    Parser::new_ext(text, options)
}

/// The text as HTML that can stand in a page: headings begin under the page's own, HTML that somebody typed is shown as
/// typed, nothing is fetched from elsewhere.
pub fn html(text: &str) -> Markup {
    let mut made = String::new();
    push_html(&mut made, events(text).filter_map(harmless));
    let mut builder = Builder::default();
    builder
        .rm_tags(["img", "map", "area"])
        .add_tags(["input"])
        .add_tag_attributes("input", ["type", "checked", "disabled"]);
    builder.url_schemes(["http", "https", "mailto", "tel"].into()).url_relative(UrlRelative::PassThrough);
    PreEscaped(builder.clean(&made).to_string())
}

fn harmless(event: Event<'_>) -> Option<Event<'_>> {
    Some(match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::Heading { level, .. }) => {
            Event::Start(Tag::Heading { level: under(level), id: None, classes: vec![], attrs: vec![] })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(under(level))),
        // The words of a picture stay.
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return None,
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        other => other,
    })
}

/// The first level of a text is the second one of its page.
fn under(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H2,
        HeadingLevel::H2 => HeadingLevel::H3,
        HeadingLevel::H3 => HeadingLevel::H4,
        _ => HeadingLevel::H5,
    }
}

/// The text in plain words, as it stands in an answer or in an index.
pub fn plain(text: &str) -> String {
    let (mut words, mut lists) = (String::new(), Vec::<Option<u64>>::new());
    for event in events(text) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                words.push_str(&text);
            }
            Event::SoftBreak => words.push(' '),
            Event::HardBreak | Event::End(TagEnd::TableRow | TagEnd::TableHead) => words.push('\n'),
            Event::Start(Tag::List(first)) => lists.push(first),
            Event::End(TagEnd::List(_)) => {
                lists.pop();
                end_block(&mut words);
            }
            Event::Start(Tag::Item) => {
                if !words.is_empty() && !words.ends_with('\n') {
                    words.push('\n');
                }
                words.push_str(&bullet(lists.last_mut()));
            }
            Event::End(TagEnd::TableCell) => words.push_str(" ; "),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Table) => {
                end_block(&mut words);
            }
            _ => {}
        }
    }
    words.trim().to_owned()
}

fn bullet(list: Option<&mut Option<u64>>) -> String {
    match list {
        Some(Some(number)) => {
            *number += 1;
            format!("{}. ", *number - 1)
        }
        _ => "- ".to_owned(),
    }
}

fn end_block(words: &mut String) {
    let kept = words.trim_end().len();
    words.truncate(kept);
    if !words.is_empty() {
        words.push_str("\n\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_runs_and_nothing_is_fetched() {
        let text = "# Titre\n\n<script>alert(1)</script>\n\n![photo](http://e.example/p.gif) [a](javascript:x) \
            [b](https://ok.example/) <a href=javascript:y onclick=z>c</a>\n\n| x | y |\n|--:|---|\n| 1 | 2 |\n\n- [ ] à faire\n";
        let shown = html(text).into_string();
        for bad in ["<script", "<img", "p.gif", "href=\"javascript", "onclick=\"", "style="] {
            assert!(!shown.contains(bad), "{bad}: {shown}");
        }
        assert!(shown.contains("<h2>Titre</h2>") && shown.contains("https://ok.example/"), "{shown}");
        assert!(
            shown.contains("&lt;script&gt;") && shown.contains("photo"),
            "what was typed is shown: {shown}"
        );
        assert!(shown.contains("noopener"), "{shown}");
    }

    #[test]
    fn plain_words_keep_the_order_of_a_list() {
        let text =
            "## Ouvrir\n\nFaites **ceci** :\n\n1. Allumer\n2. Attendre `10 s`\n\nFin [ici](/knowledge/1).";
        assert_eq!(plain(text), "Ouvrir\n\nFaites ceci :\n\n1. Allumer\n2. Attendre 10 s\n\nFin ici.");
        assert_eq!(plain("- a\n- b"), "- a\n- b");
        assert_eq!(plain(""), "");
    }

    proptest! {
        #[test]
        fn hostile_text_stays_harmless(text in "[a-z<>\\[\\]()!`*#|\\-_\"'=:/& \n]{0,200}") {
            let shown = html(&text).into_string();
            prop_assert!(!shown.contains("<script") && !shown.contains("<img") && !shown.contains("<iframe"));
            plain(&text);
        }
    }
}
