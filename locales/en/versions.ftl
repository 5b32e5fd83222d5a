# Versions of an agreement, pages of the agreement, memberships.
versions-other-beneficiary = The file states the agreement of “{ $stated }”, not of “{ $expected }”.
versions-date-missing = Give the effective date.
versions-date-before-start = The effective date comes before the start of the agreement ({ $start }).
versions-date-after-end = The effective date comes after the last day of the agreement ({ $last }).
versions-date-before-previous = The effective date comes before that of version { $number } ({ $date }).
