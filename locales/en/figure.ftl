# Figures and how they came about
figure-no-data = no data

rounding-half-up = rounded to the nearest
rounding-half-even = rounded to the nearest, halves to the even digit
rounding-up = rounded up
rounding-down = rounded down
rounding-cut = cut, not rounded
rounding-applied =
    { $mode }, { $places ->
        [0] to the unit
        [1] to the tenth
        [2] to the hundredth
        [3] to the thousandth
       *[other] to { $places } decimals
    }

explain-rule-source = Rule { $code }, { $article }
explain-inputs = What goes into it
explain-steps = The calculation, step by step
explain-exact = exact value: { $value }
explain-pair = { $label }: { $value }
explain-title = Why this figure?
explain-rule = Rule
explain-result = Result:
