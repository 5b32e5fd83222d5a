//! What may be chosen: colours that can be read, a logo that is a picture. Pure.

use super::{AppearanceForm, Version};
use kernel::Text;
use platform::{
    Problems,
    appearance::{Appearance, Colour, DARK_GROUNDS, LIGHT_GROUNDS, dark_soft, soft},
};

/// Least contrast of words with their ground, in hundredths (WCAG 2.2, 1.4.3).
pub const LEAST: u32 = 450;
/// Most characters of the name.
const LONGEST: usize = 80;
/// Largest logo, in bytes.
pub const LARGEST: usize = 256 * 1024;

/// What a form says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The name, without spaces around.
    pub name: String,
    /// Main colour on light grounds.
    pub colour: Option<Colour>,
    /// Main colour on dark grounds.
    pub dark_colour: Option<Colour>,
}

/// Reads a form; tells every problem at once. A colour must reach the least contrast on every ground it may stand on.
pub fn stated(form: &AppearanceForm) -> Result<Stated, Problems> {
    let mut problems = Problems::default();
    let name = form.name.trim().to_owned();
    if name.chars().count() > LONGEST {
        problems.add("name", Text::new("appearance-error-name").with("limit", LONGEST));
    }
    let colour = read(&mut problems, "colour", &form.colour, |colour| {
        worst(colour, LIGHT_GROUNDS.iter().copied().chain([soft(colour)]))
    });
    let dark_colour = read(&mut problems, "dark_colour", &form.dark_colour, |colour| {
        worst(colour, DARK_GROUNDS.iter().copied().chain([dark_soft(colour)]))
    });
    if problems.0.is_empty() { Ok(Stated { name, colour, dark_colour }) } else { Err(problems) }
}

fn read(
    problems: &mut Problems,
    field: &str,
    typed: &str,
    contrast: impl Fn(Colour) -> u32,
) -> Option<Colour> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let Some(colour) = Colour::parse(typed) else {
        problems.add(field, Text::new("appearance-error-colour"));
        return None;
    };
    let reached = contrast(colour);
    if reached < LEAST {
        let reached = format!("{},{:02}", reached / 100, reached % 100);
        problems.add(field, Text::new("appearance-error-contrast").with("reached", reached));
    }
    Some(colour)
}

fn worst(colour: Colour, grounds: impl Iterator<Item = Colour>) -> u32 {
    grounds.map(|ground| contrast(colour, ground)).min().unwrap_or_default()
}

/// The contrast of two colours in hundredths, cut: 2100 for black on white (WCAG 2.2, relative luminance).
pub fn contrast(one: Colour, other: Colour) -> u32 {
    let (a, b) = (luminance(one), luminance(other));
    let ratio = (a.max(b) + 0.05) / (a.min(b) + 0.05);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 100 and 2100")]
    let hundredths = (ratio * 100.0) as u32;
    hundredths
}

fn luminance(colour: Colour) -> f64 {
    let part = |value: u8| {
        let share = f64::from(value) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = colour.0;
    0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
}

/// The media type of a picture, by its first bytes; nothing for anything else. No SVG: it may hold a program.
pub fn picture(bytes: &[u8]) -> Option<&'static str> {
    let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    match bytes {
        _ if bytes.starts_with(b"\x89PNG\r\n\x1a\n") => Some("image/png"),
        _ if bytes.starts_with(b"\xff\xd8\xff") => Some("image/jpeg"),
        _ if is_webp => Some("image/webp"),
        _ => None,
    }
}

/// What pages show of a version.
pub fn shown(version: &Version) -> Appearance {
    Appearance {
        version: version.version,
        name: version.name.clone(),
        colour: Colour::parse(&version.colour),
        dark_colour: Colour::parse(&version.dark_colour),
        logo: version.logo.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(colour: &str, dark_colour: &str) -> Vec<String> {
        let form = AppearanceForm {
            colour: colour.into(),
            dark_colour: dark_colour.into(),
            ..AppearanceForm::default()
        };
        stated(&form).map_or_else(|problems| problems.0.into_iter().map(|p| p.field).collect(), |_| vec![])
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let (black, white) = (Colour([0, 0, 0]), Colour([255, 255, 255]));
        assert_eq!(
            (contrast(black, white), contrast(white, black), contrast(white, white)),
            (2100, 2100, 100)
        );
        // The worked example of the standard's readers: #767676 on white is the lightest grey that passes.
        assert!(contrast(Colour::parse("#767676").unwrap(), white) >= LEAST);
        assert!(contrast(Colour::parse("#777777").unwrap(), white) < LEAST);
    }

    #[test]
    fn colours_that_cannot_be_read_are_refused() {
        assert_eq!(fields("#0b5a63", "#7cc9cb"), Vec::<String>::new());
        assert_eq!(fields("", ""), Vec::<String>::new());
        assert_eq!(fields("#ffcc00", "#7cc9cb"), ["colour"]);
        assert_eq!(fields("#0b5a63", "#333333"), ["dark_colour"]);
        assert_eq!(fields("bleu", "#12345"), ["colour", "dark_colour"]);
    }

    #[test]
    fn a_logo_is_a_picture() {
        assert_eq!(picture(b"\x89PNG\r\n\x1a\nx"), Some("image/png"));
        assert_eq!(picture(b"<svg onload=alert(1)>"), None);
        assert_eq!(picture(b""), None);
    }
}
