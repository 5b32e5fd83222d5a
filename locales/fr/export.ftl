# Listes en fichiers pour tableurs
export-as = Exporter cette liste :
export-clock = Délai en cours
export-updated = Modifié le
export-key = Identifiant
sheet-error-format = Choisissez le format csv ou xlsx.
sheet-error-rows = Plus de { $limit } lignes : choisissez le format CSV, ou un filtre plus étroit.
