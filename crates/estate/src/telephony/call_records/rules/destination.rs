//! Where a call goes, from the digits that were dialled (R8.3). Pure, and without memory of its own: millions of calls pass
//! here.

use super::countries;
use crate::telephony::call_records::Class;

/// How an exchange or a carrier writes what was dialled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DialPlan {
    /// Digits dialled before an outside number and written down with it; empty when there are none.
    pub outside_prefix: String,
}

/// Where a call goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// International form where there is one, else the digits dialled.
    pub number: String,
    /// What kind of number it is.
    pub class: Class,
    /// Two letters of the country (ISO 3166), of overseas and international numbers; empty elsewhere.
    pub country: &'static str,
}

/// Digits of a number as it is written: without what people put between them, `+` kept at the beginning.
fn digits(written: &str) -> Option<String> {
    let written = written.trim();
    let written = ["sip:", "sips:", "tel:"].iter().find_map(|s| written.strip_prefix(s)).unwrap_or(written);
    let written = written.split(['@', ';']).next().unwrap_or_default();
    let mut digits = String::with_capacity(written.len());
    for c in written.chars() {
        match c {
            '0'..='9' => digits.push(c),
            '+' if digits.is_empty() => digits.push(c),
            ' ' | '.' | '-' | '(' | ')' | '/' | '\u{a0}' => {}
            _ => return None,
        }
    }
    (!digits.is_empty() && digits != "+").then_some(digits)
}

/// Where a call goes that left by an outgoing trunk (`went_out`), or that stayed inside. Short numbers of the country and
/// extensions of an exchange look the same: only the trunk tells them apart.
pub fn destination(written: &str, went_out: bool, plan: &DialPlan) -> Destination {
    let Some(digits) = digits(written) else {
        return Destination { number: written.trim().to_owned(), class: Class::Unknown, country: "" };
    };
    if !went_out {
        return Destination { number: digits, class: Class::Internal, country: "" };
    }
    let outside = digits.strip_prefix(plan.outside_prefix.as_str()).filter(|rest| !rest.is_empty());
    let outside = outside.unwrap_or(&digits);
    let abroad = outside.strip_prefix('+').or_else(|| outside.strip_prefix("00"));
    match abroad {
        Some(rest) => international(rest),
        None if outside.len() == 10 && outside.starts_with('0') => national(&outside[1..]),
        // As carriers write it.
        None if outside.len() == 11 && outside.starts_with("33") => national(&outside[2..]),
        None => short(outside),
    }
}

/// A number after `+`.
fn international(digits: &str) -> Destination {
    if let Some(rest) = digits.strip_prefix("33") {
        // People write +33 (0)5.
        let rest = if rest.len() == 10 { rest.strip_prefix('0').unwrap_or(rest) } else { rest };
        if rest.len() == 9 {
            return national(rest);
        }
        return Destination { number: format!("+{digits}"), class: Class::Unknown, country: "" };
    }
    let number = format!("+{digits}");
    let (class, country) = match countries::of(digits) {
        Some(country) if countries::OVERSEAS.contains(&country) => (Class::Overseas, country),
        Some(countries::SATELLITE) => (Class::Satellite, ""),
        Some(countries::FREE) => (Class::TollFree, ""),
        Some(countries::PAID) => (Class::Premium, ""),
        Some(country) => (Class::International, country),
        None => (Class::Unknown, ""),
    };
    Destination { number, class, country }
}

/// The nine digits of a French number. Those of overseas departments are dialled as national ones from mainland France, and
/// have country codes of their own.
fn national(digits: &str) -> Destination {
    // The code of Saint-Pierre-et-Miquelon stands in the number itself.
    if let Some(rest) = digits.strip_prefix("508") {
        return Destination { number: format!("+508{rest}"), class: Class::Overseas, country: "PM" };
    }
    if let Some((code, country)) = overseas(digits) {
        return Destination { number: format!("+{code}{digits}"), class: Class::Overseas, country };
    }
    let class = match (digits.as_bytes(), &digits[..3]) {
        ([b'1'..=b'5' | b'9', ..], _) => Class::FixedFr,
        ([b'6' | b'7', ..], _) => Class::MobileFr,
        (_, "800" | "801" | "802" | "803" | "804" | "805") => Class::TollFree,
        ([b'8', b'2' | b'9', ..], _) => Class::Premium,
        ([b'8', ..], _) => Class::SharedCost,
        _ => Class::Unknown,
    };
    Destination { number: format!("+33{digits}"), class, country: "" }
}

/// Country code and letters of a number of an overseas department.
fn overseas(digits: &str) -> Option<(&'static str, &'static str)> {
    Some(match &digits[..3] {
        "262" | "263" | "692" | "693" => ("262", "RE"),
        // 06 39 98 is kept for fiction, on the mainland.
        "269" => ("262", "YT"),
        "639" if !digits.starts_with("63998") => ("262", "YT"),
        "590" | "690" | "691" => ("590", "GP"),
        "594" | "694" => ("594", "GF"),
        "596" | "696" | "697" => ("596", "MQ"),
        _ => return None,
    })
}

/// A short number of the country.
fn short(digits: &str) -> Destination {
    let class = match (digits.len(), digits) {
        (2 | 3, "15" | "17" | "18" | "112" | "114" | "115" | "119" | "191" | "196" | "197") => {
            Class::Emergency
        }
        (6, _) if digits.starts_with("118") => Class::Premium,
        (6, _) if digits.starts_with("116") => Class::TollFree,
        (4, _) if digits.starts_with("30") || digits.starts_with("31") || digits.starts_with("10") => {
            Class::TollFree
        }
        (4, _) if digits.starts_with('3') => Class::Premium,
        _ => Class::Unknown,
    };
    Destination { number: digits.to_owned(), class, country: "" }
}

#[cfg(test)]
mod tests;
