# Lists as files for spreadsheets
export-as = Export this list:
export-clock = Running deadline
export-updated = Changed on
export-key = Identifier
sheet-error-format = Choose the format csv, xlsx or ods.
sheet-error-rows = More than { $limit } rows: choose CSV, or a narrower filter.
export-kind = Kind
export-invoice = Invoice
export-credit-note = Credit note
export-version = Version
export-proposed-at = Proposed on
export-approved-at = Approved on
export-sequence = Place
export-hash = Digest
export-organisation = Organisation
export-persons = Export all persons:
