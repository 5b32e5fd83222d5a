form-list = Forms
form-view = Desk
form-name = Form
form-code = Code
form-version = version
form-imported-at = Imported
form-state = State
form-retired = Retired
form-offered = Offered
form-none = No form
form-none-why = Import the files of the folder “forms”, or your own.
form-import = Import a form
form-import-do = Import
form-file = File
form-file-hint = A TOML file; you may also paste its text below.
form-source = Text of the file
form-at = Line { $line }, column { $column }
form-fields = Questions
form-retire = Offer no more
form-file-valid = the form is valid
form-file-invalid = { $errors ->
    [one] { $errors } error, the form cannot be imported
   *[other] { $errors } errors, the form cannot be imported
}
form-imported = form “{ $code }”, version { $version } imported
form-unchanged = form “{ $code }” unchanged (version { $version })
form-yes = Yes
form-no = No
form-only-when = Only if “{ $question }”: { $answers }
form-error-required = Answer this question.
form-error-unknown = The form has no question “{ $code }”.
form-error-choice = Choose one of the answers.
form-error-date = Give a date, for example 2026-04-30.
form-error-past = This date is past.
form-error-number = Give a whole number.
form-error-least = Give at least { $least }.
form-error-most = Give at most { $most }.
form-error-nobody = Choose from the list.
form-error-not-text = This file is not text.
form-error-retired = This form is not offered any more already.
form-check-code = the code “{ $found }” does not fit
form-check-code-fix = Small letters without accent, digits, hyphens or underscores.
form-check-two-files = two questions ask for files
form-check-two-files-fix = Keep one: it takes several files.
form-check-choices = a choice has at least two answers
form-check-choices-fix = Add answers to “choices”.
form-check-no-choices = only questions of type “choice” have answers to choose from
form-check-no-choices-fix = Write type = "choice", or delete “choices”.
form-check-bounds = only questions of type “number” have bounds
form-check-bounds-fix = Delete “least” and “most”, or write type = "number".
form-check-bounds-crossed = the largest value is below the smallest
form-check-bounds-crossed-fix = Swap “least” and “most”.
form-check-date-only = only a date may be past
form-check-date-only-fix = Delete “not_past”, or write type = "date".
form-check-means = this meaning does not go with this type of question
form-check-means-fix = A person for leaving_person, a date for leaving_on and live_since.
form-check-unknown-field = no question here has the code “{ $code }”
form-check-unknown-field-fix = Possible codes: { $known }.
form-check-condition-kind = a condition depends on a choice or on a yes or no
form-check-condition-kind-fix = Name a question of type “choice” or “yes_no”.
form-check-condition-empty = this condition never holds
form-check-condition-empty-fix = Write at least one answer in “is”.
form-check-approver = a step is decided by a role or by a person, one of the two
form-check-approver-fix = Write “role” or “person”.
form-check-approver-person = this is not a question of type “person”
form-check-approver-person-fix = Name the question whose answer is the person who decides.
form-check-due = this is not a question of type “date”
form-check-due-fix = Name the question whose answer is the date.
form-check-revokes = nothing says who leaves and when
form-check-revokes-fix = Give means = "leaving_person" to one question and means = "leaving_on" to another.
