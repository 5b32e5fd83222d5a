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
exit-settlement-rule = Good taken back: net book value; good left: half of it
exit-at = Values at the end of
exit-at-term = Exit at the term: nothing is due
exit-net-book-value = { $asset }: net book value
exit-lent = { $asset }: lent by the beneficiary, returned
exit-shared = { $asset }: shared equipment, left out
exit-taken-back = { $asset }: taken back
exit-left = { $asset }: left, half of the value
exit-total = Total due by the beneficiary
