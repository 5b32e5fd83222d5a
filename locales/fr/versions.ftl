# Versions d’une convention, pages de la convention, adhésions.
versions-other-beneficiary = Le fichier porte la convention de « { $stated } », pas celle de « { $expected } ».
versions-date-missing = Indiquez la date d’effet.
versions-date-before-start = La date d’effet précède le début de la convention ({ $start }).
versions-date-after-end = La date d’effet suit le dernier jour de la convention ({ $last }).
versions-date-before-previous = La date d’effet précède celle de la version { $number } ({ $date }).
