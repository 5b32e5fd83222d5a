//! Rules between the values of a form file, each with its place and its fix.

use super::document::{Condition, FieldKind, FormDocument, FormField, Meaning};
use agreements::written::{Findings, Path};
use people::Role;

/// Checks what the schema cannot say.
pub(super) fn check_meaning(findings: &mut Findings<'_, '_>, form: &FormDocument) {
    let unknown = form.format != 1;
    findings.error_if(
        unknown,
        &Path::of("format"),
        "agreement-check-format",
        &[("found", form.format.to_string())],
    );
    let is_plain = |code: &str| {
        !code.is_empty()
            && code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
    };
    let found = |code: &str| [("found", code.to_owned())];
    findings.error_if(!is_plain(&form.code), &Path::of("code"), "form-check-code", &found(&form.code));
    let list = Path::of("fields");
    findings.unique(&list, "code", &form.fields.iter().map(|f| f.code.as_str()).collect::<Vec<_>>());
    for (rank, field) in form.fields.iter().enumerate() {
        let path = list.at(rank);
        findings.error_if(!is_plain(&field.code), &path.key("code"), "form-check-code", &found(&field.code));
        check_field(findings, form, rank, field, &path);
    }
    let files = form.fields.iter().filter(|f| f.kind == FieldKind::File).count();
    findings.error_if(files > 1, &list, "form-check-two-files", &[]);
    for (name, words) in [("title.fr", &form.title.fr), ("title.en", &form.title.en)] {
        check_template(findings, form, words, &Path::of(name));
    }
    check_approvals(findings, form);
    check_tasks(findings, form);
}

fn check_field(
    findings: &mut Findings<'_, '_>,
    form: &FormDocument,
    rank: usize,
    field: &FormField,
    path: &Path,
) {
    let is_choice = field.kind == FieldKind::Choice;
    findings.error_if(is_choice && field.choices.len() < 2, &path.key("choices"), "form-check-choices", &[]);
    findings.error_if(
        !is_choice && !field.choices.is_empty(),
        &path.key("choices"),
        "form-check-no-choices",
        &[],
    );
    let values: Vec<_> = field.choices.iter().map(|choice| choice.value.as_str()).collect();
    findings.unique(&path.key("choices"), "value", &values);
    let bounded = field.least.is_some() || field.most.is_some();
    let misplaced = bounded && field.kind != FieldKind::Number;
    findings.error_if(misplaced, &path.key("least"), "form-check-bounds", &[]);
    let crossed = field.least.zip(field.most).is_some_and(|(least, most)| least > most);
    findings.error_if(crossed, &path.key("most"), "form-check-bounds-crossed", &[]);
    let not_a_date = field.not_past && field.kind != FieldKind::Date;
    findings.error_if(not_a_date, &path.key("not_past"), "form-check-date-only", &[]);
    let wanted = match field.means {
        None => None,
        Some(Meaning::LeavingPerson) => Some(FieldKind::Person),
        Some(Meaning::LiveSince | Meaning::LeavingOn) => Some(FieldKind::Date),
    };
    let misread = wanted.is_some_and(|kind| kind != field.kind);
    findings.error_if(misread, &path.key("means"), "form-check-means", &[]);
    if let Some(condition) = &field.show_when {
        check_condition(findings, form, rank, condition, &path.key("show_when"));
    }
}

/// A condition names a question asked before, and answers that it can have.
fn check_condition(
    findings: &mut Findings<'_, '_>,
    form: &FormDocument,
    rank: usize,
    condition: &Condition,
    path: &Path,
) {
    let before = &form.fields[..rank];
    let Some(asked) = before.iter().find(|field| field.code == condition.field) else {
        let known = before.iter().map(|field| field.code.as_str()).collect::<Vec<_>>().join(", ");
        let args = [("code", condition.field.clone()), ("known", known)];
        return findings.add_error(&path.key("field"), "form-check-unknown-field", &args);
    };
    let answers: Vec<&str> = match asked.kind {
        FieldKind::YesNo => vec!["yes", "no"],
        FieldKind::Choice => asked.choices.iter().map(|choice| choice.value.as_str()).collect(),
        _ => return findings.add_error(&path.key("field"), "form-check-condition-kind", &[]),
    };
    for (rank, value) in condition.is.iter().enumerate() {
        let args = [("found", value.clone()), ("known", answers.join(", "))];
        let unknown = !answers.contains(&value.as_str());
        findings.error_if(unknown, &path.key("is").at(rank), "agreement-check-unknown-word", &args);
    }
    findings.error_if(condition.is.is_empty(), &path.key("is"), "form-check-condition-empty", &[]);
}

/// Every `{code}` of a text is a question.
fn check_template(findings: &mut Findings<'_, '_>, form: &FormDocument, text: &str, path: &Path) {
    let known = || form.fields.iter().map(|field| field.code.as_str()).collect::<Vec<_>>().join(", ");
    for name in super::rules::variables(text) {
        let lost = form.field(name).is_none();
        let args = [("code", name.to_owned()), ("known", known())];
        findings.error_if(lost, path, "form-check-unknown-field", &args);
    }
}

fn check_approvals(findings: &mut Findings<'_, '_>, form: &FormDocument) {
    for (rank, step) in form.approvals.iter().enumerate() {
        let path = Path::of("approvals").at(rank);
        let both = step.role.is_some() == step.person.is_some();
        findings.error_if(both, &path, "form-check-approver", &[]);
        if let Some(role) = &step.role {
            let known = Role::ALL.map(Role::name);
            let args = [("found", role.clone()), ("known", known.join(", "))];
            let unknown = !known.contains(&role.as_str());
            findings.error_if(unknown, &path.key("role"), "agreement-check-unknown-word", &args);
        }
        if let Some(code) = &step.person {
            let is_person = form.field(code).is_some_and(|field| field.kind == FieldKind::Person);
            findings.error_if(!is_person, &path.key("person"), "form-check-approver-person", &[]);
        }
        if let Some(condition) = &step.when {
            check_condition(findings, form, form.fields.len(), condition, &path.key("when"));
        }
    }
}

fn check_tasks(findings: &mut Findings<'_, '_>, form: &FormDocument) {
    for (rank, task) in form.tasks.iter().enumerate() {
        let path = Path::of("tasks").at(rank);
        check_template(findings, form, &task.title, &path.key("title"));
        if let Some(condition) = &task.when {
            check_condition(findings, form, form.fields.len(), condition, &path.key("when"));
        }
        if let Some(code) = &task.due {
            let is_date = form.field(code).is_some_and(|field| field.kind == FieldKind::Date);
            findings.error_if(!is_date, &path.key("due"), "form-check-due", &[]);
        }
        let lost = form.meant(Meaning::LeavingPerson).is_none() || form.meant(Meaning::LeavingOn).is_none();
        findings.error_if(
            task.revokes_access && lost,
            &path.key("revokes_access"),
            "form-check-revokes",
            &[],
        );
    }
}
