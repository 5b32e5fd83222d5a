//! Single keys of the desk: which there are, and switching them off (WCAG 2.1.4). Also how close things are drawn.

pub mod pages;
pub mod views;

use platform::web::{Access, Routes};

/// Every key, by where it works: the message of the group, then keys and the message of what they do.
pub const KEYS: &[(&str, &[(&str, &str)])] = &[
    (
        "shortcuts-everywhere",
        &[
            ("?", "shortcuts-help"),
            ("Ctrl + K", "shortcuts-palette"),
            ("C", "shortcuts-create"),
            ("T", "shortcuts-call"),
            ("G T", "shortcuts-go-tickets"),
            ("G D", "shortcuts-go-requests"),
            ("G H", "shortcuts-go-home"),
            ("G S", "shortcuts-go-sites"),
            ("G B", "shortcuts-go-scoreboards"),
            ("G C", "shortcuts-go-agreements"),
            ("G F", "shortcuts-go-invoices"),
            ("G O", "shortcuts-go-organisations"),
        ],
    ),
    (
        "shortcuts-list",
        &[
            ("J", "shortcuts-next"),
            ("K", "shortcuts-previous"),
            ("Enter", "shortcuts-open"),
            ("X", "shortcuts-tick"),
            ("B", "shortcuts-bulk"),
        ],
    ),
    (
        "shortcuts-ticket",
        &[
            ("R", "shortcuts-answer"),
            ("N", "shortcuts-note"),
            ("M", "shortcuts-take"),
            ("A", "shortcuts-assign"),
            ("S", "shortcuts-state"),
            ("P", "shortcuts-criticality"),
            ("E", "shortcuts-finish"),
            ("Z", "shortcuts-undo"),
            ("Ctrl + Enter", "shortcuts-send"),
            ("Ctrl + Maj + Enter", "shortcuts-send-wait"),
            ("Esc", "shortcuts-escape"),
        ],
    ),
];

/// Every route of the keys.
pub fn routes() -> Routes {
    Routes::new().get("/shortcuts", Access::SignedIn, pages::show).post(
        "/shortcuts",
        Access::SignedIn,
        pages::save,
    )
}
