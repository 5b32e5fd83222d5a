# Bringing data in: files and other tools
import-title = Imports
import-view = Bringing data in
import-lead = Rows of a file, or of another tool, become persons, sites or past tickets. Nothing is written before you have seen what would be.
import-new = Import a file
import-new-lead = The file is read first, then you say what each column is, then you see line by line what would be done. Nothing is written before you agree.
import-none = No import
import-none-why = Imported files will appear here with their report.
import-file = File
import-file-hint = CSV (semicolons, commas or tabs) or XLSX; the first line gives the names of the columns. At most { $limit } MB.
import-target = What the rows become
import-target-person = Persons
import-target-site = Sites
import-target-asset = Assets (equipment)
import-source = Tool of origin
import-source-hint = In one word, such as glpi. Identifiers of the same tool stand for the same things from one file to the next. Leave empty for a simple file.
import-read = Read the file
import-back = Cancel
import-state = State
import-state-new = To prepare
import-state-checking = Being checked
import-state-checked = To be decided
import-state-applying = Being imported
import-state-done = Done
import-state-cancelled = Stopped
import-state-undoing = Being taken back
import-state-undone = Taken back
import-by = By
import-what = What
import-kept = Mappings kept
import-forget = Forget
import-mapping = Mapping of the columns
import-mapping-lead = { $file }: { $count ->
    [one] one row.
   *[other] { $count } rows.
} Say what each column holds.
import-kept-proposed = These columns are known: the mapping “{ $name }” is proposed.
import-columns = Columns of the file
import-columns-hint = An ignored column is not taken. An empty cell changes nothing of what is known already.
import-ignore = Ignore
import-samples = Holds: { $samples }
import-column-empty = This column is empty.
import-fixed = Values for every row
import-fixed-hint = What stands where the file says nothing: no column, or an empty cell.
import-field-required = { $name } (needed)
import-values = Meaning of the file’s words, times, texts
import-values-hint = One line a word: word of the file = word expected. For example: Mairie de Valmont = VAL
import-zone = Time zone of the file’s times
import-zone-hint = For example Europe/Paris, which is also meant when nothing is said.
import-html = Long texts are HTML
import-keep-as = Keep the mapping under the name
import-keep-as-hint = Optional: it will be proposed for a file with the same columns.
import-check = Check without writing anything
import-field-external-id = Identifier in the tool of origin
import-field-organisation = Organisation (code or name)
import-field-first-name = First name
import-field-name = Name
import-field-email = E-mail address
import-field-phone = Telephone
import-field-function = Function
import-field-language = Language
import-field-roles = Roles
import-field-disabled = Access taken away (yes or no)
import-field-site-name = Name of the site
import-field-street = Number and street
import-field-postal-code = Postal code
import-field-city = Town
import-field-fibre = Connection
import-language-fr = French
import-language-en = English
import-outcome-create = Created
import-outcome-change = Changed
import-outcome-same = Unchanged
import-outcome-refused = Refused
import-lines = Lines
import-line = Line
import-column = Column
import-typed = What stands there
import-reason = Reason
import-whole-line = the whole line
import-line-foreseen = foreseen
import-line-done = done
import-line-taken-back = taken back
import-line-kept = kept
import-about = About this import
import-rows = Rows of the file
import-received = Received
import-applied = Decided
import-finished = Ended
import-same-rows = This file was imported before:
import-unmapped = Say what each column is: nothing is checked yet.
import-checked = Ready: { $creates } to create, { $changes } to change, { $same } unchanged. Nothing is written yet.
import-checked-refused = { $refused ->
    [one] One line is refused
   *[other] { $refused } lines are refused
}; { $creates } to create, { $changes } to change, { $same } unchanged. Nothing is written yet.
import-checked-refused-why = You may import the others now: the file of refusals can be mended and imported afterwards. Or change the mapping, or mend the original file and begin again.
import-done = Import done: { $creates } created, { $changes } changed, { $same } unchanged, { $refused } refused.
import-cancelled = Import stopped: { $creates } creations and { $changes } changes are done.
import-undone = { $count ->
    [0] Nothing was taken back
    [one] One creation was taken back
   *[other] { $count } creations were taken back
}; { $kept } kept.
import-kept-why = What was changed since, or what something else refers to, is kept.
import-progress = { $done } of { $total }
import-look-again = See how far it is
import-apply = Import ({ $creates ->
    [one] { $creates } creation,
   *[other] { $creates } creations,
} { $changes ->
    [one] { $changes } change)
   *[other] { $changes } changes)
}
import-map-again = Change the mapping
import-refused-file = File of refusals (CSV)
import-cancel = Stop
import-undo = Take back what was created
import-error-target = Choose what the rows become.
import-error-file = Choose a file.
import-error-source = In one word: letters without accents, digits and hyphens, at most { $limit } characters.
import-error-column = The file has no column “{ $column }”.
import-error-field = No field is called “{ $field }”.
import-error-twice = Two columns fill the same field, “{ $column }” among them: keep one.
import-error-required = This field is needed: choose its column, or give a value for every row.
import-error-zone = There is no such time zone: give a name such as Europe/Paris.
import-error-words = Line { $line }: write “word of the file = word expected”.
import-error-name = At most { $limit } characters.
import-error-mapping-long = This mapping is too long: at most { $limit } characters.
import-error-mapping-file = The mapping file cannot be read: { $detail }
import-error-missing = This field is needed: fill the cell.
import-error-word = Unknown word. Words expected: { $words }. Give the meaning of this word in the mapping.
import-error-yes = Write yes or no.
import-error-line-twice = Line { $line } describes the same thing already: keep one.
import-error-organisation = No organisation has this code or name. Codes known: { $codes }. Add a line to the meaning of words, for example: { $line }
import-error-email-of-another = This is the address of { $name }.
import-error-person-elsewhere = This person is known at another organisation: an import does not move anybody.
import-error-roles = Say the roles of this person.
import-error-roles-provider = Giving a role outside a beneficiary needs the right to manage persons.
import-error-begun = This import has already begun or ended.
import-error-nothing = There is nothing to import.
import-error-unchecked = Check first what would be done.
import-error-over = This import no longer runs.
import-error-not-undoable = There is nothing to take back.
sheet-error-empty = This file holds nothing.
sheet-error-no-rows = This file has one line only, the names of the columns.
sheet-error-old-workbook = This workbook is of an older format, or locked by a password: save it as XLSX or CSV, without a password.
sheet-error-many-rows = This file has too many rows: at most { $limit }. Split it.
sheet-error-many-columns = This file has too many columns: at most { $limit }.
sheet-error-binary = This file is no text: line { $line } holds a null character. Save it as CSV or XLSX.
sheet-error-quote = Line { $line }: a quote opens a cell and is never closed.
sheet-error-unreadable = This file cannot be read: { $detail }
sheet-error-row-length = Line { $line }: { $found } cells for { $expected } columns (up to { $place }). A cell probably holds a separator without quotes.
sheet-error-bomb = This workbook is abnormally large once decompressed: at most { $limit } MB.
sheet-error-formula = Cell { $place } holds a formula in error ({ $detail }): mend it.
import-target-ticket = Past tickets
import-field-number = Number in the tool of origin
import-field-title = Title
import-field-description = Description
import-field-kind = Kind (incident or request)
import-field-state = State
import-field-impact = Impact
import-field-urgency = Urgency
import-field-channel = Channel
import-field-requester = Requester (address, identifier or name)
import-field-assignee = Agent in charge (address, identifier or name)
import-field-site = Site
import-field-category = Category
import-field-opened = Received on
import-field-taken = Taken on
import-field-solved = Resolved on
import-field-closed = Closed on
import-field-message-at = Date of the message
import-field-message-author = Author of the message
import-field-message = Message (one line a message)
import-field-internal = Internal message (yes or no)
import-field-solution = Solution
import-error-instant = This date cannot be read. Write 2026-03-12 09:30 or 12/03/2026 09:30.
import-error-order = This date is before the reception of the ticket.
import-error-future = This date is to come: a past ticket was received already. Check the time zone.
import-error-requester = Nobody here has this address, identifier or name. Import this person first, or give in the mapping the address of somebody of the beneficiary.
import-error-requester-elsewhere = { $name } belongs to { $organisation }, not to the beneficiary of the ticket. Give in the mapping the address of somebody of the beneficiary.
import-error-site = This beneficiary has no site of this name. Import the sites first, or ignore the column.
import-error-category = No category has this name. Create it, give its meaning in the mapping, or ignore the column.
import-error-text = Text too long: at most { $limit } characters.
import-error-characters = A null character cannot be kept: take it out.
import-error-asset-kind = No kind has this name: correct it, add the kind, or say in the mapping which one it is.
import-error-asset-site = No site of this body has this name: create it first, or empty the cell.
import-error-asset-many = Several assets bear this: give an identifier or a serial number.
