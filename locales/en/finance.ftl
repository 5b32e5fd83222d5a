# Money of the agreement: revision, proration, savings, depreciation, exit
revision-rule = Revised price = initial price × coefficient; coefficient = fixed share + variable share × (index of March ÷ index of month zero)
revision-initial-price = Initial price P0, excluding VAT
revision-index-zero = Index of month zero ({ $month })
revision-index-march = Index of March ({ $month })
revision-reading = Reading of the rounding clauses
revision-reading-a = A: ratio and product rounded to three decimals
revision-reading-b = B: ratio rounded to three decimals, coefficient exact and then rounded up to the thousandth
revision-reading-c = C: nothing rounded before the coefficient
revision-ratio = Ratio of the indices
revision-product = Variable share
revision-coefficient = Revision coefficient
revision-price = Revised price, excluding VAT

proration-rule = The unit price is brought down to the share of the year, then multiplied by the quantity
proration-price = Unit price of the whole year, excluding VAT
proration-quantity = Quantity
proration-share = Share of the year
proration-unit-price = Prorated unit price
proration-line = Amount of the line, excluding VAT

savings-rule = The saving observed on the expected cost lowers the initial price of the next year; it never raises it
savings-reference = Actual cost of { $year }
savings-actual = Actual cost of { $year }, the year judged
savings-agents = Agents of the year
savings-initial-price = Initial price before the saving
savings-expected = Cost expected in { $year }, by the line through the reference years
savings-saving = Saving
savings-per-agent = Saving per agent
savings-lowered-price = Initial price from the next year on

depreciation-value-rule = Net book value = cost − charges of the closed years − charge of the current year
depreciation-cost = Cost as booked
depreciation-in-service = Date of entry into service
depreciation-years = Useful life in years
depreciation-basis = Day count
depreciation-basis-30-360 = 30/360: months of 30 days, the day of entry counted
depreciation-basis-actual = real days
depreciation-basis-months = months started
depreciation-at = Value at the end of
depreciation-closed-year = Charge of { $year }
depreciation-current-year = Charge of { $year } up to the date
depreciation-net-book-value = Net book value
depreciation-retired = Retired on { $day }: what was left was written off

exit-rule = The notice runs from date to same date; the day of receipt is not counted; the last day is in force until midnight
exit-earliest-rule = The earliest exit depends on the reading of “from the third year”
exit-start = First day of the agreement
exit-term-years = Term in years
exit-notice-months = Notice in months
exit-from-year = Leaving is open from year
exit-reading = Reading of the clause
exit-reading-a = A: leaving takes effect from that year
exit-reading-b = B: the notice is possible from that year
exit-reading-c = C: the notice is possible after that year
exit-received = Notice received on
exit-first-notice = First day on which a notice is possible
exit-too-early = Notice refused, received too early; possible from
exit-notice-ends = End of the notice, before it moves to the next working day
exit-term-end = Last day of the term
exit-term-first = Notice without effect: the term comes first
exit-last-day = Last day in force
exit-settlement-rule = For each good, taken back or left: the agreed share of its net book value
exit-at = Values at the end of
exit-at-term = Exit at the term: nothing is due
exit-net-book-value = { $asset }: net book value
exit-lent = { $asset }: lent by the beneficiary, returned
exit-shared = { $asset }: shared equipment, left out
exit-taken-back = { $asset }: taken back
exit-left = { $asset }: left, the agreed share of the value
exit-total = Total due by the beneficiary

depreciation-title = Depreciation
depreciation-lead = The goods that the provider bought for the body, year by year. Goods lent or rented stand in no book of the provider.
depreciation-show = Show
depreciation-opening = Opening value
depreciation-acquired = Additions
depreciation-charge = Charge
depreciation-written-off = Disposals
depreciation-closing = Closing value
depreciation-total = Movements of { $year }
depreciation-goods = Goods of { $year }
depreciation-none = No good this year
depreciation-none-why = A good shows here once the provider has bought it and put it in service.
depreciation-incomplete = { $count ->
    [one] One good bought cannot be depreciated
   *[other] { $count } goods bought cannot be depreciated
}
depreciation-incomplete-why = State the cost, the day of entry into service and the useful life on the page of the asset.
depreciation-missing = The value of this good is not known
depreciation-asset = Page of the asset
depreciation-life = Charges year by year

exit-title = Leaving the agreement
exit-lead = When the agreement can be left, and what would be due for the goods. Both parties read the same figures.
exit-effect-leaves = Last day: { $day }, until midnight
exit-effect-early = Too early: a notice is possible from { $day }
exit-effect-term = Without effect: the agreement ends on { $day }
exit-if-today = Notice received today
exit-no-agreement = no agreement in force
exit-notice = Notice
exit-notices = Notices received
exit-notice-until = until { $day }
exit-notice-title = Notice received on { $day }
exit-what-if = What if we left?
exit-received-when = Notice received on
exit-goods-choice = Goods to take back
exit-goods-none = none is taken back
exit-goods-all = all are taken back
exit-compute = Compute
exit-earliest = Earliest exit the text allows
exit-valued-at = Values at the end of
exit-returned = Goods returned to the body, nothing due
exit-goods = Goods on leaving
exit-fate = What becomes of it
exit-due = Due by the body
exit-no-goods = No good
exit-no-goods-why = The goods held for the body show here with what becomes of them on leaving.
exit-goods-more = { $count ->
    [one] One more good stands in the file.
   *[other] { $count } more goods stand in the file.
}
exit-incomplete = Some goods bought have no known value: the total is incomplete
exit-receive = Write down a notice
exit-receive-lead = A notice goes from one party to the other by a means that gives it a certain date. The last day is computed on receipt and kept with its explanation.
exit-given-by = Party that leaves
exit-signatory = Function of who signed
exit-signatory-hint = Such as: president, empowered by a deliberation.
exit-means = Means
exit-means-registered = registered letter with acknowledgement of receipt
exit-means-electronic = qualified electronic registered delivery
exit-means-hand = by hand against a dated receipt
exit-reference = Deliberation or letter
exit-reference-hint = Number and date of the decision of the party that leaves.
exit-recorded = Written down by
exit-state-received = received
exit-state-confirmed = exit confirmed
exit-state-withdrawn = withdrawn
exit-consequences = What follows from the notice
exit-consequences-lead = Each is done when somebody states what shows it. The agreement may ask for the reversibility plan before the exit is confirmed.
exit-task-inventory = Goods counted by both sides
exit-task-book-values = Statement of net book values handed over
exit-task-choices = Choice of the body, good by good
exit-task-plan = Reversibility plan agreed on
exit-task-contracts = Contracts transferred or ended
exit-task-data = Data handed back, then deleted
exit-task-access = Accesses closed
exit-task-invoice = Last invoice, in proportion
exit-task-open = to do
exit-task-done = done
exit-task-change = State what shows it
exit-task-save = Save
exit-proof = What shows it
exit-proof-hint = Number of a document, day of a sending. Leave empty if it is still to do.
exit-choose = Goods that the body takes back at their net book value
exit-choose-hint = A good that is not ticked stays with the provider; the agreed share of its value is due.
exit-choose-save = Save the choices
exit-end = Confirm or withdraw
exit-confirm-lead = Confirming freezes the statement of the goods and ends billing on the last day. It is final.
exit-confirm = Confirm the exit
exit-withdraw = Withdraw the notice
exit-why-withdrawn = Why it is withdrawn
exit-fate-taken-back = taken back at its value
exit-fate-left = left, a share is due
exit-fate-returned = returned to the body
exit-fate-shared = shared, left out
exit-fate-rented = rented, goes back to the lessor
exit-fate-incomplete = value unknown
exit-pdf = Statement as PDF
exit-document-title = Statement of the goods on leaving on { $day }
exit-document-draft = Draft: the exit is not confirmed
exit-why = How the total came about
exit-why-elsewhere = The total is the sum of the last column. The value of each good opens how it came about; the file has every good.
exit-error-calendar = The calendar does not reach that far from { $day }. State a nearer day.
exit-error-one = A notice is already written down for this body. Withdraw it first; once the exit is confirmed, no other can be written down.
exit-error-party = State which party leaves.
exit-error-means = State how the notice came.
exit-error-received = State the day of receipt, today at the latest.
exit-error-early = The agreement does not allow this notice yet: it is possible from { $day }.
exit-error-term = This notice would have no effect: the agreement ends on { $day }, before the notice does.
exit-error-closed = This notice is confirmed or withdrawn already: it no longer changes.
exit-error-good = This good cannot be taken back: it was not bought for this body alone, or its value is not known.
exit-error-plan = The agreement asks for a reversibility plan before an exit is confirmed. State what shows it among what follows from the notice.
exit-error-incomplete = { $count ->
    [one] One good bought has no known value. Complete its page before you confirm.
   *[other] { $count } goods bought have no known value. Complete their pages before you confirm.
}
