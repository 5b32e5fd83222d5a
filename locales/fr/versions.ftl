# Versions d’une convention, pages de la convention, adhésions.
versions-other-beneficiary = Le fichier porte la convention de « { $stated } », pas celle de « { $expected } ».
versions-date-missing = Indiquez la date d’effet.
versions-date-before-start = La date d’effet précède le début de la convention ({ $start }).
versions-date-after-end = La date d’effet suit le dernier jour de la convention ({ $last }).
versions-date-before-previous = La date d’effet précède celle de la version { $number } ({ $date }).
versions-no-core = Le service « { $offer } » est souscrit à partir du { $date } sans adhésion au bloc socle à cette date (R0.2).
versions-core-ends = L’adhésion au bloc socle finit le { $core }, avant le service « { $offer } » ({ $until }).
versions-found-at = ligne { $line }, colonne { $column } : { $message }

# Liste et parties de la convention
versions-list = Conventions
versions-list-empty = Aucune convention
versions-list-empty-why = Créez d’abord l’organisation bénéficiaire, puis importez sa convention.
versions-no-agreement = aucune convention importée
versions-version = Version
versions-last-day = Dernier jour
versions-state = État
versions-parts = Parties de la convention
versions-part-overview = Vue d’ensemble
versions-part-services = Services
versions-part-price = Prix
versions-part-window = Plage et criticité
versions-part-commitments = Engagements
versions-part-committees = Instances
versions-part-obligations = Obligations
versions-part-protection = Données personnelles
versions-part-means = Biens et sortie
versions-part-remarks = Remarques
versions-part-whole = Texte entier
versions-lead = { $reference }, version { $number }, en vigueur à partir du { $date }
versions-parties = Parties
versions-subscriptions = Adhésions
versions-remarks-here = Remarques sur le texte : { $part }
versions-commitments-of = Engagements : { $domain }
versions-remarks-lead = Défauts et silences du texte signé, et la lecture retenue tant que les parties n’en décident pas autrement.
versions-not-in-force = La version { $number } n’est pas celle qui est en vigueur aujourd’hui.
versions-not-yet = La version { $number } n’est pas encore en vigueur.
versions-none-in-force = La convention n’est plus en vigueur ; voici sa version { $number }.
versions-show-in-force = Voir la version en vigueur
versions-term-not-started = à venir
versions-term-running = en vigueur
versions-term-ending = { $days ->
    [0] dernier jour aujourd’hui
    [1] encore 1 jour
   *[other] encore { $days } jours
 }
versions-term-ended = terminée
versions-ending = La convention finit le { $last } : moins de { $months } mois, { $days ->
    [0] dernier jour aujourd’hui
    [1] encore 1 jour
   *[other] encore { $days } jours
 }. Elle ne se reconduit pas d’elle-même.
versions-ending-renewed = La convention arrive à échéance le { $last } : moins de { $months } mois, { $days ->
    [0] dernier jour aujourd’hui
    [1] encore 1 jour
   *[other] encore { $days } jours
 }. Sauf décision contraire, elle se reconduit.
versions-ending-do = Les parties décident : nouvelle convention, avenant, ou sortie avec plan de réversibilité et sort des biens.
versions-ended = La convention a pris fin le { $last }.
versions-ended-do = Plus rien n’est fourni ni facturé à ce titre après cette date.
versions-notice = { $months } mois, à compter de l’année { $year } de la convention
versions-not-stated = non précisé par le texte
versions-none = aucun
versions-offer = Offre
versions-subscribed = souscrit
versions-not-subscribed = non souscrit
versions-subscription-coming = à venir
versions-subscription-over = terminé
versions-footnote = note { $number }
versions-price-excl = { $amount } HT par unité et par an
versions-formula = P = P0 × ({ $fixed } + { $variable } × S ÷ S0)
versions-measured = mesuré, sans objectif
versions-level = Niveau
versions-impact = Impact
versions-commitments-lead = Un objectif convenu se juge dans le tableau de bord. Sans objectif convenu, la valeur est mesurée et montrée, jamais jugée.
versions-indicator = Indicateur
versions-commitment = Engagement
versions-measured-not-contractual = mesuré sans objectif convenu, non contractuel
versions-target-percent = objectif convenu : { $operator } { $value } %
versions-target-hours = objectif convenu : { $operator } { $value } h
versions-target-count = objectif convenu : { $operator } { $value }
versions-article = Article { $number }
versions-obligation = Obligation
versions-debtor = Qui
versions-every-months = { $months ->
    [1] chaque mois
   *[other] tous les { $months } mois
 }
versions-theme = Thème
versions-no-quotas = Aucun quota de communication n’est fixé : aucun dépassement ne peut être calculé.
versions-no-lent-assets = La liste des biens mis à disposition n’est pas jointe au texte.

# Versions et différences
versions-title = Versions
versions-kind-agreement = Convention
versions-kind-amendment = Avenant n° { $number }
versions-effective-from = Date d’effet
versions-in-force = en vigueur
versions-imported = Import
versions-imported-by = { $instant }, par { $name }
versions-imported-by-label = Importé par
versions-signed = Signature
versions-signed-in-year = année { $year }, jour non précisé par le texte
versions-digest = Empreinte du fichier (SHA-256)
versions-read = Lire cette version
versions-source-file = Fichier importé, mot pour mot
versions-difference = Différence avec la version précédente
versions-first = Première version : il n’y a rien à comparer.
versions-no-change = Aucune différence
versions-no-change-why = Les deux versions disent la même chose.
versions-what = Ce qui change
versions-before = Avant
versions-after = Après
versions-added = ajouté
versions-removed = supprimé

# Import
versions-import = Importer une version
versions-import-for = Importer une version : { $name }
versions-effective-from-hint = Premier jour où cette version s’applique, par exemple le 1er janvier pour la convention.
versions-file = Fichier de la convention
versions-file-hint = Fichier TOML. Il remplace le texte ci-dessous.
versions-source = Texte de la convention
versions-source-hint = Collez le texte ici, ou corrigez celui qui a été lu.
versions-source-missing = Choisissez un fichier ou collez un texte.
versions-not-text = Ce fichier n’est pas un texte UTF-8.
versions-preview = Vérifier sans importer
versions-preview-again = Vérifier de nouveau
versions-confirm = Importer cette version
versions-refused = Rien n’a été importé.
versions-refused-kept = Votre texte est gardé ci-dessous : corrigez-le, puis vérifiez de nouveau.
versions-unchanged = Rien à importer : la version { $number } dit déjà la même chose.
versions-would-make = L’import créera : { $name }, en vigueur à partir du { $date }.
versions-would-make-do = Une version importée ne se modifie plus : relisez la différence avant de confirmer.
versions-made = Importé : { $name }, en vigueur à partir du { $date }.
versions-findings = Ce que la vérification a trouvé
versions-place = Endroit
versions-severity = Gravité
versions-finding = Constat
versions-line = ligne { $line }, colonne { $column }
versions-file-valid = fichier valide, { $warnings } avertissement(s)
versions-file-invalid = fichier refusé, { $errors } erreur(s), { $warnings } avertissement(s)
