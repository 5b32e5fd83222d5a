# After the issue: follow-up, revenue orders, payments, reminders, portal, exports for the books
receivable-title = Receivables
receivable-lead = What becomes of issued invoices: portal, revenue order, payments, reminders. Both parties see the same.
receivable-list = Issued invoices and credit notes
receivable-filter = Filter
receivable-all = All
receivable-open = To be received
receivable-late = Late
receivable-everybody = All bodies
receivable-none = No invoice fits
receivable-none-why = Invoices appear here once issued. Change the filter to see others.
receivable-of = Follow-up of { $number }
receivable-invoice = Document
receivable-paid = Received
receivable-reduced = Given back by credit note
receivable-remaining = Still to be paid
receivable-remaining-rule = Still to be paid = total of the invoice including VAT − credit notes that lower it − payments received, those taken back deducted
receivable-payment-of = Payment { $reference }
receivable-lapses = The accountant can no longer act from
receivable-give-back = { $amount } were received and are not owed any more, because of a credit note: this amount is to be given back or set off.
receivable-open-follow-up = See the whole follow-up
receivable-error-day = Give a day between the issue and today.
receivable-import = Import orders or payments
receivable-import-lead = Read back here what the financial software recorded. The file is checked line by line first; with a mistake in it, nothing is written. Reading it twice changes nothing.
receivable-file = File
receivable-file-hint = CSV or XLSX with a line of headings. Dates are written 2026-03-31 or 31/03/2026.
receivable-file-kind = The file holds
receivable-file-orders = revenue orders
receivable-file-payments = payments
receivable-file-orders-columns = Columns: invoice, order, slip, date; year when it is not that of the date.
receivable-file-payments-columns = Columns: invoice, date, amount, reference.
receivable-file-missing = Choose a file.
receivable-file-write = Record
receivable-file-column = The column “{ $column }” is missing. Columns expected: { $expected }.
receivable-file-unknown = No issued invoice has the number { $number }.
receivable-file-twice = Line { $line } says the same already.
receivable-file-other-order = Another order is recorded already: { $order }. Correct it on screen, with a reason.
receivable-file-errors = { $count ->
    [one] 1 mistake in the file
   *[other] { $count } mistakes in the file
}
receivable-file-written = { $count ->
    [one] 1 line recorded
   *[other] { $count } lines recorded
}
receivable-file-dry = The file is right. Nothing is written yet.
receivable-row-new = to be recorded
receivable-row-same = known already

ageing-title = Age of what is still to be paid
ageing-total = Total
ageing-none = Nothing is to be received
ageing-none-why = Every issued invoice is paid or cancelled.
ageing-why = Ages are counted from the day after the last day to pay (30 days for a public buyer).
age-not-due = Not due
age-up-to-30 = 1 to 30 days
age-up-to-60 = 31 to 60 days
age-up-to-90 = 61 to 90 days
age-over-90 = More than 90 days

order-title = Revenue order
order-number = Order
order-slip = Slip
order-date = Date of the order
order-year = Financial year
order-year-hint = Leave empty for the year of the date. In January the year before may still be open.
order-origin = Recorded by
order-replaced = replaced
order-none = No order recorded
order-none-why = The numbers of the order and of its slip come back from the financial software, typed or imported.
order-record = Record the order
order-correct = Correct the order
order-why-corrected = Why this correction
order-words = order { $order }, slip { $slip }, of { $day }, year { $year }
order-error-year = The financial year is that of the date of the order, or the one before.
order-error-taken = This order number stands for { $number } already in that year.

payment-title = Payments
payment-on = Received on
payment-amount = Amount
payment-amount-hint = Still to be paid: { $left }.
payment-reference = Reference
payment-reference-hint = What names the transfer on the accountant’s statement.
payment-mistake = Typing mistake
payment-none = No payment
payment-none-why = Every receipt of the accountant is recorded here; the invoice is paid when nothing is left.
payment-record = Record the payment
payment-reverse = Take back
payment-why-reversed = Why take this payment back
payment-error-amount = Give an amount in euros with at most two decimals.
payment-error-nothing = A payment is above zero.
payment-error-too-much = This is more than what is still to be paid: { $left } €. The accountant gives back what was overpaid; it is not recorded here.
payment-error-twice = This payment (same day, amount and reference) is recorded already.
payment-error-reversed = This payment was taken back already.
payment-error-credit-note = A credit note is not paid.
payment-error-cancelled = This invoice is cancelled by a credit note: it is not paid any more.

payment-reminder-title = Reminders
reminder-step = Step
reminder-sent = Sent
reminder-told = Recipients
payment-reminder-none = No reminder
payment-reminder-none-why = Three reminders leave by mail 8, 30 and 60 days after the last day to pay, once each.
reminder-first = First reminder
reminder-second = Second reminder
reminder-formal = Last reminder
reminder-lapse-12 = Claim lapses within twelve months
reminder-lapse-6 = Claim lapses within six months
reminder-lapse-1 = Claim lapses within a month
reminder-subject = { $step }: invoice { $number }
reminder-words-first = Unless we are mistaken, the invoice below is not paid yet. If payment is under way, please disregard this message.
reminder-words-second = The invoice below is still unpaid after a first reminder. Please have it paid, or tell us what holds it back.
reminder-words-formal = The invoice below is still unpaid two months after its last day. Without news from you, the public accountant will start collecting it.
reminder-words-lapse = The right to collect the invoice below will soon lapse after four years. See with the public accountant which acts interrupt it.
reminder-open = See the follow-up of the invoice

reference-title = References asked for by the recipient
reference-lead = The service code and the commitment number stand on the invoice. Those of the invoice win over those of the year, which win over those of the organisation.
reference-of-year = For every invoice of { $year }
reference-of-invoice = For this invoice only
reference-for = Valid
reference-change = Give the references
reference-save = Save the references

deposit-title = Deposit in the public invoicing portal
deposit-waiting = To be deposited
deposit-uncertain = Deposited, answer awaited
deposit-received = Received by the portal
deposit-integrated = Accepted by the portal
deposit-refused = Refused
deposit-abandoned = Portal out of reach
deposit-asked = Asked by
deposit-flow = Flow number
deposit-portal-state = State in the portal
deposit-reason = Reason
deposit-none = Nothing deposited by the application
deposit-none-why = An invoice deposited by hand is recorded in the follow-up.
deposit-ask = Deposit in the portal
deposit-off = Automatic deposits are not set up on this instance (part chorus_pro of the settings).
deposit-error-off = Automatic deposits are not set up on this instance.
deposit-error-account = This invoice names no account to pay to, which the portal demands. Fill in the IBAN of the provider before issuing the next one; this one is deposited by hand.
deposit-error-twice = This file is deposited already, or about to be.
deposit-error-over = This invoice is paid or cancelled: it is not deposited any more.

invoice-event-reason = Give the reason of the rejection or suspension.
invoice-event-note-hint = Reason, needed for a rejection or a suspension.

accounting-title = Exports for the books
accounting-lead = What leaves for the books: orders to issue, ledger of issued documents, cut-off on 31 December.
accounting-show = Show
accounting-see = See on screen
accounting-ledger = Ledger of issued documents
accounting-ledger-why = Every invoice and credit note issued in the year, in order, with running totals.
accounting-cut-off = Cut-off on 31 December
accounting-cut-off-why = The part of invoices that belongs to another year, and what was rendered and not billed yet. Amounts excluding VAT, in proportion to days.
accounting-orders = Orders for the financial software
accounting-orders-why = One line a document, written by the mapping in force: budget, imputation, third party, object, amounts.
accounting-without-order = Documents without a recorded order
accounting-export-missing = Without an order:
accounting-export-all = All:

ledger-of = Ledger of documents issued in { $year }
ledger-count = Documents
ledger-difference = Difference between the total and the sum of the lines
ledger-differs = The total is not the sum of the lines.
ledger-rank = Rank
ledger-siret = SIRET of the third party
ledger-running-net = Running total excl. VAT
ledger-running-vat = Running total of VAT
ledger-running-gross = Running total incl. VAT
ledger-digest = Digest of the PDF
ledger-none = Nothing was issued that year
ledger-none-why = The ledger grows with each issue.
ledger-more = { $count ->
    [one] 1 more document in the file.
   *[other] { $count } more documents in the file.
}

cut-off-of = Cut-off on 31 December { $year }
cut-off-ahead = Billed ahead
cut-off-later = Billed later
cut-off-ahead-why = Billed by 31 December for days of the next year.
cut-off-later-why = Rendered by 31 December, billed after or not yet.
cut-off-deferred-income = Deferred income
cut-off-prepaid-expense = Prepaid expenses
cut-off-accrued-income = Accrued income
cut-off-accrued-expense = Accrued expenses
cut-off-kind = Kind
cut-off-amount = Amount excl. VAT
cut-off-missing = What is missing
cut-off-not-issued = not issued yet
cut-off-total = Total
cut-off-none = Nothing belongs to another year
cut-off-none-why = Every invoice is for the year in which it is issued.
cut-off-rule = Part = amount excl. VAT × days concerned ÷ days of the billed period
cut-off-days = Days concerned
cut-off-all-days = Days of the billed period
cut-off-part = Part of the other year

mapping-title = Mapping to the financial software
mapping-lead = A TOML file says the columns, their order, the separators and the budget codes. It is checked line by line before it is imported.
mapping-source = Text of the mapping
mapping-check = Check
mapping-import = Import
mapping-change = See or change the mapping
mapping-example = Example shipped with the application, with invented codes: import your own.
mapping-rules = { $name }, version { $version }.
mapping-file-valid = usable mapping
mapping-file-invalid = { $errors ->
    [one] mapping refused: 1 mistake
   *[other] mapping refused: { $errors } mistakes
}
mapping-imported = version { $version } imported, in force from now on
mapping-unchanged = in force already: version { $version }
mapping-error-account = { $number }: no “accounts” block fits offer { $offer }. Add one, or one without offer at the end.
mapping-error-letter = The character “{ $letter }”, on line { $line } of the file, does not exist in Windows-1252. Change the encoding of the mapping.
mapping-error-line = { $words }
mapping-error-overtaken = Somebody else has just imported a mapping. Reload the page.
mapping-check-name = The mapping has no name.
mapping-check-name-fix = Write name = "…".
mapping-check-columns = There is no column.
mapping-check-columns-fix = Add at least one [[columns]] block.
mapping-check-value = The column “{ $title }” must have value or text, one of the two.
mapping-check-value-fix = Keep value for something of the invoice, or text for a text that is always the same.
mapping-check-length = A length of 0 leaves nothing.
mapping-check-length-fix = Give the number of characters, or remove length.
mapping-check-mark = The comma stands between columns and before cents: every amount will be quoted.
mapping-check-mark-fix = Take another separator if the software does not take quotes.
mapping-check-date = “{ $found }” does not write a whole date.
mapping-check-date-fix = Write for instance "%d/%m/%Y", "%Y-%m-%d" or "%Y%m%d".
mapping-check-accounts = A column asks for the budget or the imputation, but there is no [[accounts]] block.
mapping-check-accounts-fix = Add [[accounts]] with budget and imputation.
mapping-check-general = This block holds for every offer: those after it will never serve.
mapping-check-general-fix = Put the block without offer last.
