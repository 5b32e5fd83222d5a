# Committees: meetings planned and held
committees-rule = A planned meeting is held when a meeting of its kind takes place in its month; the monthly review needs its report
committees-copil = Steering committee
committees-cotech = Technical committee
committees-operational = Operational review
committees-year = Year
committees-as-of = As of
committees-held =
    { $kind ->
        [copil] Steering committees held
        [cotech] Technical committees held
       *[operational] Operational reviews held
    }
committees-due = Meetings due
committees-filled = Meetings due and held in their month
committees-missing = Missing in { $month }
committees-rate = Plan followed
