//! The HTML original of a mail, made harmless: shown only as a document of its own, in a sandbox without network.

use ammonia::{Builder, UrlRelative};
use std::collections::{BTreeMap, HashSet};

/// Properties of style attributes that are kept: looks, nothing that loads or covers.
const STYLES: [&str; 22] = [
    "background-color",
    "border",
    "border-bottom",
    "border-collapse",
    "border-left",
    "border-right",
    "border-top",
    "color",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "height",
    "line-height",
    "margin",
    "padding",
    "text-align",
    "text-decoration",
    "vertical-align",
    "white-space",
    "width",
    "max-width",
];

/// The policy under which [`document`] is answered: no script, no form, no network; pictures only within the answer.
pub const POLICY: &str = "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; \
    base-uri 'none'; frame-ancestors 'self'";

/// A whole document. `pictures` are the mail's own, by Content-ID, as `data:` addresses; any other picture is left
/// out, so that no sender learns that the mail was opened.
pub fn document(html: &str, pictures: &BTreeMap<String, String>) -> String {
    let pictures = pictures.clone();
    let mut builder = Builder::default();
    builder
        .add_tags(["font", "center"])
        .add_generic_attributes(["style", "align", "valign", "bgcolor", "color"])
        .filter_style_properties(HashSet::from(STYLES))
        .add_url_schemes(["cid", "data"])
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"))
        .attribute_filter(move |element, attribute, value| match (element, attribute) {
            ("img", "src") => {
                value.strip_prefix("cid:").and_then(|id| pictures.get(id)).map(|data| data.clone().into())
            }
            (_, "href" | "cite" | "src") if value.starts_with("data:") || value.starts_with("cid:") => None,
            (_, "style") if value.to_ascii_lowercase().contains("url(") => None,
            _ => Some(value.into()),
        });
    let body = builder.clean(html);
    format!(
        "<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>Socle</title></head><body>{body}</body></html>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_runs_and_nothing_is_fetched() {
        let pictures = BTreeMap::from([("logo".to_owned(), "data:image/png;base64,AAAA".to_owned())]);
        let html = "<p onclick=x style=\"color:red;position:fixed\">a</p><p style=\"background-color:url(http://e/)\">b</p><script>x</script>\
            <img src=http://e/p.gif><img src=cid:logo><img src=\"data:image/svg+xml,x\"><a href=javascript:x>b</a><form action=http://e><input name=c></form>\
            <iframe src=http://e></iframe><link rel=stylesheet href=http://e><meta http-equiv=refresh content=0><base href=http://e>\
            <a href=\"https://ok.example/\">c</a><style>@import 'http://e'</style><svg><script>y</script></svg>";
        let shown = document(html, &pictures);
        for bad in [
            "onclick",
            "<script",
            "http://e",
            "javascript",
            "<form",
            "<input",
            "iframe",
            "stylesheet",
            "refresh",
            "position",
            "<base",
            "@import",
            "svg",
        ] {
            assert!(!shown.contains(bad), "{bad}: {shown}");
        }
        assert!(shown.contains("data:image/png;base64,AAAA") && shown.contains("https://ok.example/"));
        assert!(shown.contains("color:red") && shown.contains("noopener"));
    }

    #[test]
    fn deep_nesting_is_only_long() {
        let deep = "<div>".repeat(5_000);
        assert!(document(&deep, &BTreeMap::new()).contains("<div>"));
    }
}
