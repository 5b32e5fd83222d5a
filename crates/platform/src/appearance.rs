//! How the authority presents itself: its name, its colours and its logo, over ours. Kept in memory: every page needs them.

use crate::Digest;
use std::sync::{Arc, PoisonError, RwLock};

/// A name, colours and a logo; what is empty is ours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Appearance {
    /// Raised at each change; 0 when nothing was ever chosen.
    pub version: i64,
    /// Name shown in the header; that of the settings when empty.
    pub name: String,
    /// Main colour on light grounds, as `#0b5a63`.
    pub colour: Option<Colour>,
    /// Main colour on dark grounds.
    pub dark_colour: Option<Colour>,
    /// The logo and its media type.
    pub logo: Option<(Digest, String)>,
}

/// A colour of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// The colour of a text such as `#0b5a63`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Self([part(0)?, part(2)?, part(4)?]))
    }

    /// A ground with a part of this colour, in hundredths.
    #[must_use]
    pub fn over(self, ground: Self, percent: u32) -> Self {
        let mixed = |of: usize| {
            let sum = u32::from(self.0[of]) * percent + u32::from(ground.0[of]) * (100 - percent);
            u8::try_from(sum / 100).unwrap_or(u8::MAX)
        };
        Self([mixed(0), mixed(1), mixed(2)])
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// White, and what is written on our dark grounds' colour.
const WHITE: Colour = Colour([255, 255, 255]);
const NIGHT: Colour = Colour([0x06, 0x27, 0x2b]);
/// Grounds of pages, the light ones then the dark ones, as the style sheet has them.
pub const LIGHT_GROUNDS: [Colour; 3] = [WHITE, Colour([0xfa, 0xf9, 0xf6]), Colour([0xf2, 0xf0, 0xea])];
/// See [`LIGHT_GROUNDS`].
pub const DARK_GROUNDS: [Colour; 4] =
    [Colour([0x1a, 0x20, 0x23]), Colour([0x13, 0x17, 0x1a]), Colour([0x0e, 0x11, 0x13]), NIGHT];
/// Hundredths of the colour in its own soft ground.
const SOFT: u32 = 8;
const DARK_SOFT: u32 = 14;

/// The soft ground of a colour on light pages.
pub fn soft(colour: Colour) -> Colour {
    colour.over(WHITE, SOFT)
}

/// The soft ground of a colour on dark pages.
pub fn dark_soft(colour: Colour) -> Colour {
    colour.over(DARK_GROUNDS[0], DARK_SOFT)
}

impl Appearance {
    /// The authority's own style sheet, after ours; empty when its colours are ours.
    pub fn stylesheet(&self) -> String {
        let rule = |scheme: &str, colour: Colour, soft: Colour, on: Colour| {
            format!(
                "@media screen and (prefers-color-scheme: {scheme}) {{ :root {{ --accent: {colour}; --accent-strong: {colour}; \
                 --accent-soft: {soft}; --accent-mid: {colour}; --on-accent: {on}; }} }}\n"
            )
        };
        let light = self.colour.map(|colour| rule("light", colour, soft(colour), WHITE));
        let dark = self.dark_colour.map(|colour| rule("dark", colour, dark_soft(colour), NIGHT));
        light.into_iter().chain(dark).collect()
    }

    /// Address of the style sheet, when there is one.
    pub fn theme_href(&self) -> Option<String> {
        let has_colours = self.colour.is_some() || self.dark_colour.is_some();
        has_colours.then(|| format!("/appearance/theme.css?v={}", self.version))
    }

    /// Address of the logo, when there is one.
    pub fn logo_href(&self) -> Option<String> {
        self.logo.as_ref().map(|_| format!("/appearance/logo?v={}", self.version))
    }
}

/// The appearance at hand, shared by all requests of a process.
#[derive(Clone, Debug, Default)]
pub struct Presented(Arc<RwLock<Arc<Appearance>>>);

impl Presented {
    /// As it is now.
    pub fn now(&self) -> Arc<Appearance> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Shows another one from now on.
    pub fn set(&self, appearance: Appearance) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(appearance);
    }
}
