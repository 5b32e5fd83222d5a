# Listes en fichiers pour tableurs
export-as = Exporter cette liste :
export-clock = Délai en cours
export-updated = Modifié le
export-key = Identifiant
sheet-error-format = Choisissez le format csv, xlsx ou ods.
sheet-error-rows = Plus de { $limit } lignes : choisissez le format CSV, ou un filtre plus étroit.
export-kind = Nature
export-invoice = Facture
export-credit-note = Avoir
export-version = Version
export-proposed-at = Proposée le
export-approved-at = Approuvée le
export-sequence = Rang
export-hash = Empreinte
export-organisation = Organisation
export-persons = Exporter toutes les personnes :
