form-list = Formulaires
form-view = Assistance
form-name = Formulaire
form-code = Code
form-version = version
form-imported-at = Importé
form-state = État
form-retired = Retiré
form-offered = Proposé
form-none = Aucun formulaire
form-none-why = Importez les fichiers du dossier « forms », ou les vôtres.
form-import = Importer un formulaire
form-import-do = Importer
form-file = Fichier
form-file-hint = Un fichier TOML ; vous pouvez aussi coller son texte ci-dessous.
form-source = Texte du fichier
form-at = Ligne { $line }, colonne { $column }
form-fields = Questions
form-retire = Ne plus proposer
form-file-valid = le formulaire est valable
form-file-invalid = { $errors ->
    [one] { $errors } erreur, le formulaire ne peut pas être importé
   *[other] { $errors } erreurs, le formulaire ne peut pas être importé
}
form-imported = formulaire « { $code } », version { $version } importée
form-unchanged = formulaire « { $code } » inchangé (version { $version })
form-yes = Oui
form-no = Non
form-only-when = Seulement si « { $question } » : { $answers }
form-error-required = Répondez à cette question.
form-error-unknown = Le formulaire n’a pas de question « { $code } ».
form-error-choice = Choisissez une des réponses proposées.
form-error-date = Indiquez une date, par exemple 2026-04-30.
form-error-past = Cette date est passée.
form-error-number = Indiquez un nombre entier.
form-error-least = Indiquez au moins { $least }.
form-error-most = Indiquez au plus { $most }.
form-error-nobody = Choisissez dans la liste.
form-error-not-text = Ce fichier n’est pas un texte.
form-error-retired = Ce formulaire n’est déjà plus proposé.
form-check-code = le code « { $found } » ne convient pas
form-check-code-fix = Des minuscules sans accent, chiffres, tirets ou soulignés.
form-check-two-files = deux questions demandent des fichiers
form-check-two-files-fix = Gardez-en une : elle reçoit plusieurs fichiers.
form-check-choices = un choix a au moins deux réponses
form-check-choices-fix = Ajoutez des réponses dans « choices ».
form-check-no-choices = seules les questions de type « choice » ont des réponses proposées
form-check-no-choices-fix = Écrivez type = "choice", ou supprimez « choices ».
form-check-bounds = seules les questions de type « number » ont des bornes
form-check-bounds-fix = Supprimez « least » et « most », ou écrivez type = "number".
form-check-bounds-crossed = la plus grande valeur est inférieure à la plus petite
form-check-bounds-crossed-fix = Échangez « least » et « most ».
form-check-date-only = seule une date peut être passée
form-check-date-only-fix = Supprimez « not_past », ou écrivez type = "date".
form-check-means = ce sens ne va pas avec ce type de question
form-check-means-fix = Une personne pour leaving_person, une date pour leaving_on et live_since.
form-check-unknown-field = aucune question ne porte le code « { $code } » à cet endroit
form-check-unknown-field-fix = Codes possibles : { $known }.
form-check-condition-kind = une condition dépend d’un choix, ou d’un oui ou non
form-check-condition-kind-fix = Nommez une question de type « choice » ou « yes_no ».
form-check-condition-empty = cette condition n’est jamais remplie
form-check-condition-empty-fix = Écrivez au moins une réponse dans « is ».
form-check-approver = une étape est décidée par un rôle ou par une personne, l’un des deux
form-check-approver-fix = Écrivez « role » ou « person ».
form-check-approver-person = ce n’est pas une question de type « person »
form-check-approver-person-fix = Nommez la question dont la réponse est la personne qui décide.
form-check-due = ce n’est pas une question de type « date »
form-check-due-fix = Nommez la question dont la réponse est la date.
form-check-revokes = rien ne dit qui part ni quand
form-check-revokes-fix = Donnez means = "leaving_person" à une question et means = "leaving_on" à une autre.
