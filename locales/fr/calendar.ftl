# Jours fériés et zones
holiday-new-year = jour de l’An
holiday-good-friday = Vendredi saint
holiday-easter-monday = lundi de Pâques
holiday-labour-day = fête du Travail
holiday-victory-1945 = victoire du 8 mai 1945
holiday-ascension = Ascension
holiday-whit-monday = lundi de Pentecôte
holiday-national-day = fête nationale
holiday-assumption = Assomption
holiday-all-saints = Toussaint
holiday-armistice-1918 = armistice du 11 novembre 1918
holiday-christmas = Noël
holiday-second-christmas-day = lendemain de Noël
holiday-abolition-of-slavery = abolition de l’esclavage

zone-metropole = métropole
zone-alsace-moselle = Alsace-Moselle
zone-guadeloupe = Guadeloupe
zone-martinique = Martinique
zone-guyane = Guyane
zone-reunion = La Réunion
zone-mayotte = Mayotte
zone-saint-martin = Saint-Martin
zone-saint-barthelemy = Saint-Barthélemy
zone-saint-pierre-et-miquelon = Saint-Pierre-et-Miquelon
