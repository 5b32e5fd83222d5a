//! Which home screens a person has, and what comes first. Pure.

use super::{HomeKind, Tile};
use jiff::civil::{Date, date};
use kernel::Figure;
use people::Role;
use platform::web::components::Tone;

/// The home screens of somebody's roles, each once, in the order of the roles.
pub fn kinds(roles: &[Role]) -> Vec<HomeKind> {
    let mut kinds: Vec<HomeKind> = vec![];
    for role in roles {
        let kind = match role {
            Role::Administrator | Role::Director => HomeKind::Director,
            Role::Technician | Role::Contractor => HomeKind::Technician,
            Role::FinanceOfficer | Role::BeneficiaryFinance => HomeKind::Finance,
            Role::Security | Role::DataProtectionOfficer => HomeKind::Protection,
            Role::Requester | Role::Officer => HomeKind::Officer,
            Role::ElectedOfficial => HomeKind::Elected,
        };
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
}

/// The figure that answers "what needs me now?": the first in trouble, then the first to be dealt with.
pub fn first(tiles: &[Tile]) -> Option<&Tile> {
    let of = |tone| tiles.iter().find(|tile| tile.tone == tone && weighs(tile));
    of(Tone::Bad).or_else(|| of(Tone::Warning)).or_else(|| of(Tone::Info))
}

/// Whether a figure is there to be dealt with.
pub fn weighs(tile: &Tile) -> bool {
    matches!(tile.figure, Figure::Count(count) if count > 0) && tile.tone != Tone::Neutral
}

/// The first day of the quarter of a day, and of the quarter before.
pub fn quarters(today: Date) -> (Date, Date) {
    let month = (today.month() - 1) / 3 * 3 + 1;
    let first = date(today.year(), month, 1);
    (first, first.yesterday().map_or(first, |day| date(day.year(), (day.month() - 1) / 3 * 3 + 1, 1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Text;

    fn tile(count: i64, tone: Tone) -> Tile {
        Tile {
            words: ["a", "b"],
            figure: Figure::Count(count),
            href: "/".into(),
            period: Text::new("home-now"),
            comparison: None,
            tone,
        }
    }

    #[test]
    fn several_roles_give_several_screens_each_once() {
        let both = kinds(&[Role::Administrator, Role::Director, Role::Technician]);
        assert_eq!(both, [HomeKind::Director, HomeKind::Technician]);
        assert!(Role::ALL.iter().all(|role| kinds(&[*role]).len() == 1));
    }

    #[test]
    fn trouble_comes_first_and_zero_never() {
        let tiles = [tile(3, Tone::Neutral), tile(2, Tone::Warning), tile(1, Tone::Bad)];
        assert_eq!(first(&tiles), Some(&tiles[2]));
        assert_eq!(first(&tiles[..2]), Some(&tiles[1]));
        assert_eq!(first(&[tile(0, Tone::Bad), tile(9, Tone::Neutral)]), None);
    }

    #[test]
    fn quarters_follow_the_year() {
        assert_eq!(quarters(date(2026, 11, 20)), (date(2026, 10, 1), date(2026, 7, 1)));
        assert_eq!(quarters(date(2026, 3, 31)), (date(2026, 1, 1), date(2025, 10, 1)));
    }
}
