# Public holidays and zones
holiday-new-year = New Year’s Day
holiday-good-friday = Good Friday
holiday-easter-monday = Easter Monday
holiday-labour-day = Labour Day
holiday-victory-1945 = Victory in Europe Day
holiday-ascension = Ascension Day
holiday-whit-monday = Whit Monday
holiday-national-day = Bastille Day
holiday-assumption = Assumption
holiday-all-saints = All Saints’ Day
holiday-armistice-1918 = Armistice Day
holiday-christmas = Christmas Day
holiday-second-christmas-day = Boxing Day
holiday-abolition-of-slavery = abolition of slavery

zone-metropole = mainland France
zone-alsace-moselle = Alsace-Moselle
zone-guadeloupe = Guadeloupe
zone-martinique = Martinique
zone-guyane = French Guiana
zone-reunion = Réunion
zone-mayotte = Mayotte
zone-saint-martin = Saint-Martin
zone-saint-barthelemy = Saint-Barthélemy
zone-saint-pierre-et-miquelon = Saint-Pierre-et-Miquelon
