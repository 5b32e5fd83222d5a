# Chiffres et explications de calcul
figure-no-data = pas de donnée

rounding-half-up = arrondi au plus proche
rounding-half-even = arrondi au plus proche, le demi vers le chiffre pair
rounding-up = arrondi au supérieur
rounding-down = arrondi à l’inférieur
rounding-cut = coupé sans arrondir
rounding-applied =
    { $mode }, { $places ->
        [0] à l’unité
        [1] au dixième
        [2] au centième
        [3] au millième
       *[other] à { $places } décimales
    }

explain-rule-source = Règle { $code }, { $article }
explain-inputs = Ce qui entre dans le calcul
explain-steps = Le calcul, étape par étape
explain-exact = valeur exacte : { $value }
explain-pair = { $label } : { $value }
explain-title = Pourquoi ce chiffre ?
explain-rule = Règle
explain-result = Résultat :
