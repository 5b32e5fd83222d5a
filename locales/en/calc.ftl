# Command "socle calc": explanations of the clock and error messages
calc-clock-rule = Only the seconds while the service is open count; the closing time is excluded
calc-clock-window = Service window
calc-clock-window-weekdays = Monday to Friday from { $open } to { $close }, public holidays excluded
calc-clock-zone = Territory
calc-clock-from = Start
calc-clock-to = End
calc-clock-delay = Delay in service time
calc-clock-at = Instant
calc-clock-opening = From { $from } to { $to }
calc-clock-other-openings =
    { $count ->
        [one] One other opening
       *[other] { $count } other openings
    }
calc-clock-elapsed = Service time elapsed
calc-clock-due = Due
calc-clock-state = The service is
calc-clock-is-open = open
calc-clock-is-closed = closed

calc-failure = Line { $line }, column { $column }: { $error }
calc-not-json = This is not correct JSON ({ $detail }). Check quotes, commas and braces at this place.
calc-unfinished = The query stops before its end. Add what is missing: a closing quote, bracket or brace.
calc-unknown-key = Unknown key “{ $named }”. Possible keys: { $known }.
calc-unknown-key-near = Unknown key “{ $named }”. Did you mean “{ $near }”? Possible keys: { $known }.
calc-unknown-value = Unknown value “{ $named }”. Possible values: { $known }.
calc-unknown-value-near = Unknown value “{ $named }”. Did you mean “{ $near }”? Possible values: { $known }.
calc-missing-key = The key “{ $key }” is missing. Add it to the query.
calc-doubled-key = The key “{ $key }” is there twice. Keep one.
calc-unused-key = The key “{ $key }” is not read by this operation. Remove it or change “op”.
calc-wrong-type = This value is of the wrong type. Write { $expected }.
calc-expects-amount = an amount in euros, such as "1050.00"
calc-expects-number = a decimal number, such as "284.7"
calc-expects-date = a date, such as "2026-03-15"
calc-expects-instant = an instant with its offset, such as "2026-03-15T08:00:00+01:00"
calc-expects-time = a time of day, such as "08:00"
calc-expects-whole = a whole number
calc-expects-text = a text in quotes
calc-expects-boolean = true or false
calc-expects-list = a list in square brackets
calc-expects-object = an object in braces
calc-not-an-amount = “{ $value }” is not an amount. Write euros with two decimals at most, such as "1050.00".
calc-amount-too-large = “{ $value }” is more than a billion euros. Check this amount.
calc-not-a-number = “{ $value }” is not a decimal number. Write digits, a point and twelve decimals at most, such as "284.7".
calc-number-too-large = “{ $value }” is more than a million. Check this number.
calc-not-a-date = “{ $value }” is not a date. Write year, month and day, such as "2026-03-15".
calc-not-an-instant = “{ $value }” is not an instant with its offset. Write for example "2026-03-15T08:00:00+01:00".
calc-not-a-time = “{ $value }” is not a time of day. Write hours and minutes, from 00:00 to 24:00.
calc-not-whole = “{ $value }” is not a whole number. Write digits without decimals.
calc-out-of-range = “{ $key }” must be between { $min } and { $max }.
calc-negative-cost = A cost is never below zero. Correct “cost”.
calc-negative-delay = A delay is never below zero. Correct “seconds”.
calc-beyond-calendar = The result is outside the calendar. Bring the dates closer or shorten the delays.
calc-window-reversed = The window opens at { $open } and closes at { $close }. It must open before it closes.
calc-reversed-span = In “{ $key }”, the end is not after the start. Swap “from” and “to”.
calc-revision-not-an-index = “{ $key }” is not an index value: it is 0.01 at least.
calc-revision-negative-price = An initial price is never below zero. Correct “p0”.
calc-revision-mixed-series = The two index values are of different series: dividing them would be wrong. Give two values of one series, or a zero value “old”, a March value “revised” and "link": true.
calc-revision-nothing-to-link = Linking ties a March value “revised” to a zero value “old”. Give "s0_series": "old" and "sm_series": "revised", or remove “link”.

calc-revision-index-zero = Index of month zero
calc-revision-index-march = Index of March
calc-revision-linked = Index of March, linked to the old series

# Savings and simulation
calc-savings-years = A saving is read on a straight line: give the costs of two different years at least in “reference”.
calc-simulation-index = Supposed index
calc-simulation-charge = Charge of the year
