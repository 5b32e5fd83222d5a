# Lists as files for spreadsheets
export-as = Export this list:
export-clock = Running deadline
export-updated = Changed on
export-key = Identifier
sheet-error-format = Choose the format csv or xlsx.
sheet-error-rows = More than { $limit } rows: choose CSV, or a narrower filter.
