//! Roles: the reviewed table, and who may hold what.

use super::*;

/// One row per permission, one column per role: any change shows in review.
fn table() -> String {
    let name = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let all: Vec<Permission> = permissions(&Role::ALL);
    let mut text = String::new();
    for role in Role::ALL {
        text += &format!("{} ({})\n", name(&serde_json::json!(role)), name(&serde_json::json!(role.side())));
        for permission in &all {
            let mark = if role.permissions().contains(permission) { "x" } else { "-" };
            text += &format!("  {mark} {}\n", name(&serde_json::json!(permission)));
        }
    }
    text
}

#[test]
fn the_table_of_roles_is_the_reviewed_one() {
    assert_eq!(table(), include_str!("../roles.golden"), "review the new table, then store it:\n{}", table());
}

#[test]
fn names_are_those_stored() {
    for role in Role::ALL {
        assert_eq!(serde_json::json!(role), role.name());
    }
}

#[test]
fn nobody_both_approves_and_issues() {
    for role in Role::ALL {
        let has = |p| role.permissions().contains(&p);
        assert!(!(has(Permission::InvoiceApprove) && has(Permission::InvoiceIssue)), "{role:?}");
    }
}

#[test]
fn a_role_stays_on_its_side() {
    for role in Role::ALL {
        for side in [Side::Provider, Side::Beneficiary, Side::Contractor] {
            assert_eq!(check_side(&[role], side).is_ok(), role.side() == side, "{role:?} {side:?}");
        }
    }
    assert!(check_side(&[], Side::Provider).is_err());
    assert!(check_side(&[Role::Technician, Role::Officer], Side::Provider).is_err());
}
