# Reprise de données : fichiers et autres outils
import-title = Imports
import-view = Reprise de données
import-lead = Des lignes d’un fichier, ou d’un autre outil, deviennent des personnes, des sites ou des tickets passés. Rien n’est écrit avant que vous ayez vu ce qui le serait.
import-new = Importer un fichier
import-new-lead = Le fichier est d’abord lu, puis vous dites à quoi correspond chaque colonne, puis vous voyez ligne par ligne ce qui serait fait. Rien n’est écrit avant votre accord.
import-none = Aucun import
import-none-why = Les fichiers importés apparaîtront ici avec leur rapport.
import-file = Fichier
import-file-hint = CSV (points-virgules, virgules ou tabulations) ou XLSX ; la première ligne donne les noms des colonnes. { $limit } Mo au plus.
import-target = Ce que les lignes deviennent
import-target-person = Personnes
import-target-site = Sites
import-target-asset = Biens (matériels)
import-source = Outil d’origine
import-source-hint = En un mot, par exemple glpi. Les identifiants d’un même outil désignent les mêmes objets d’un fichier à l’autre. Laissez vide pour un simple fichier.
import-read = Lire le fichier
import-back = Annuler
import-state = État
import-state-new = À préparer
import-state-checking = Vérification en cours
import-state-checked = À décider
import-state-applying = Import en cours
import-state-done = Fait
import-state-cancelled = Arrêté
import-state-undoing = Reprise en arrière en cours
import-state-undone = Repris
import-by = Par
import-what = Action
import-kept = Correspondances enregistrées
import-forget = Oublier
import-mapping = Correspondance des colonnes
import-mapping-lead = { $file } : { $count ->
    [one] une ligne.
   *[other] { $count } lignes.
} Dites ce que contient chaque colonne.
import-kept-proposed = Ces colonnes sont connues : la correspondance « { $name } » est proposée.
import-columns = Colonnes du fichier
import-columns-hint = Une colonne ignorée n’est pas reprise. Une cellule vide ne change rien à ce qui est déjà connu.
import-ignore = Ignorer
import-samples = Contient : { $samples }
import-column-empty = Cette colonne est vide.
import-fixed = Valeurs pour toutes les lignes
import-fixed-hint = Ce qui vaut là où le fichier ne dit rien : colonne absente ou cellule vide.
import-field-required = { $name } (nécessaire)
import-values = Sens des mots du fichier, heures, textes
import-values-hint = Une ligne par mot : mot du fichier = mot attendu. Par exemple : Mairie de Valmont = VAL
import-zone = Fuseau horaire des heures du fichier
import-zone-hint = Par exemple Europe/Paris, qui vaut aussi quand rien n’est dit.
import-html = Les textes longs sont en HTML
import-keep-as = Enregistrer la correspondance sous le nom
import-keep-as-hint = Facultatif : elle sera proposée pour un fichier qui a les mêmes colonnes.
import-check = Vérifier sans rien écrire
import-field-external-id = Identifiant dans l’outil d’origine
import-field-organisation = Organisme (code ou nom)
import-field-first-name = Prénom
import-field-name = Nom
import-field-email = Adresse électronique
import-field-phone = Téléphone
import-field-function = Fonction
import-field-language = Langue
import-field-roles = Rôles
import-field-disabled = Accès retiré (oui ou non)
import-field-site-name = Nom du site
import-field-street = Numéro et voie
import-field-postal-code = Code postal
import-field-city = Commune
import-field-fibre = Raccordement
import-language-fr = français
import-language-en = anglais
import-outcome-create = Créations
import-outcome-change = Modifications
import-outcome-same = Sans changement
import-outcome-refused = Refusées
import-lines = Lignes
import-line = Ligne
import-column = Colonne
import-typed = Ce qui est écrit
import-reason = Motif
import-whole-line = toute la ligne
import-line-foreseen = prévu
import-line-done = fait
import-line-taken-back = repris
import-line-kept = conservé
import-about = À propos de cet import
import-rows = Lignes du fichier
import-received = Reçu
import-applied = Décidé
import-finished = Terminé
import-same-rows = Ce fichier a déjà été importé :
import-unmapped = Dites à quoi correspond chaque colonne : rien n’est encore vérifié.
import-checked = Prêt : { $creates } à créer, { $changes } à modifier, { $same } sans changement. Rien n’est encore écrit.
import-checked-refused = { $refused ->
    [one] Une ligne est refusée
   *[other] { $refused } lignes sont refusées
} ; { $creates } à créer, { $changes } à modifier, { $same } sans changement. Rien n’est encore écrit.
import-checked-refused-why = Vous pouvez importer les autres dès maintenant : le fichier des refus se corrige et s’importe ensuite. Ou changez la correspondance, ou corrigez le fichier d’origine et recommencez.
import-done = Import fait : { $creates } créations, { $changes } modifications, { $same } sans changement, { $refused } refusées.
import-cancelled = Import arrêté : { $creates } créations et { $changes } modifications sont faites.
import-undone = { $count ->
    [0] Rien n’a été repris
    [one] Une création a été reprise
   *[other] { $count } créations ont été reprises
} ; { $kept } conservées.
import-kept-why = Ce qui a été modifié depuis, ou ce à quoi autre chose se réfère, est conservé.
import-progress = { $done } sur { $total }
import-look-again = Voir où cela en est
import-apply = Importer ({ $creates ->
    [one] { $creates } création,
   *[other] { $creates } créations,
} { $changes ->
    [one] { $changes } modification)
   *[other] { $changes } modifications)
}
import-map-again = Changer la correspondance
import-refused-file = Fichier des refus (CSV)
import-cancel = Arrêter
import-undo = Reprendre ce qui a été créé
import-error-target = Choisissez ce que les lignes deviennent.
import-error-file = Choisissez un fichier.
import-error-source = En un mot : lettres sans accent, chiffres et traits d’union, { $limit } caractères au plus.
import-error-column = Le fichier n’a pas de colonne « { $column } ».
import-error-field = Aucun champ ne s’appelle « { $field } ».
import-error-twice = Deux colonnes remplissent le même champ, dont « { $column } » : gardez-en une.
import-error-required = Ce champ est nécessaire : choisissez sa colonne, ou donnez une valeur pour toutes les lignes.
import-error-zone = Ce fuseau horaire n’existe pas : donnez un nom comme Europe/Paris.
import-error-words = Ligne { $line } : écrivez « mot du fichier = mot attendu ».
import-error-name = { $limit } caractères au plus.
import-error-mapping-long = Cette correspondance est trop longue : { $limit } caractères au plus.
import-error-mapping-file = Le fichier de correspondance ne se lit pas : { $detail }
import-error-missing = Ce champ est nécessaire : remplissez la cellule.
import-error-word = Mot inconnu. Mots attendus : { $words }. Donnez le sens de ce mot dans la correspondance.
import-error-yes = Écrivez oui ou non.
import-error-line-twice = La ligne { $line } décrit déjà la même chose : n’en gardez qu’une.
import-error-organisation = Aucun organisme ne porte ce code ou ce nom. Codes connus : { $codes }. Ajoutez une ligne au sens des mots, par exemple : { $line }
import-error-email-of-another = Cette adresse est celle de { $name }.
import-error-person-elsewhere = Cette personne est connue dans un autre organisme : un import ne la déplace pas.
import-error-roles = Dites les rôles de cette personne.
import-error-roles-provider = Donner un rôle hors d’un bénéficiaire demande le droit de gérer les personnes.
import-error-begun = Cet import est déjà commencé ou terminé.
import-error-nothing = Il n’y a rien à importer.
import-error-unchecked = Vérifiez d’abord ce qui serait fait.
import-error-over = Cet import ne court plus.
import-error-not-undoable = Il n’y a rien à reprendre.
sheet-error-empty = Ce fichier ne contient rien.
sheet-error-no-rows = Ce fichier n’a qu’une ligne, celle des noms de colonnes.
sheet-error-old-workbook = Ce classeur est d’un format ancien, ou protégé par un mot de passe : enregistrez-le en XLSX ou en CSV, sans mot de passe.
sheet-error-many-rows = Ce fichier a trop de lignes : { $limit } au plus. Partagez-le.
sheet-error-many-columns = Ce fichier a trop de colonnes : { $limit } au plus.
sheet-error-binary = Ce fichier n’est pas du texte : la ligne { $line } contient un caractère nul. Enregistrez-le en CSV ou en XLSX.
sheet-error-quote = Ligne { $line } : un guillemet ouvre une cellule et n’est jamais refermé.
sheet-error-unreadable = Ce fichier ne se lit pas : { $detail }
sheet-error-row-length = Ligne { $line } : { $found } cellules pour { $expected } colonnes (jusqu’en { $place }). Une cellule contient sans doute un séparateur sans guillemets.
sheet-error-bomb = Ce classeur est anormalement gros une fois décompressé : { $limit } Mo au plus.
sheet-error-formula = La cellule { $place } contient une formule en erreur ({ $detail }) : corrigez-la.
import-target-ticket = Tickets passés
import-field-number = Numéro dans l’outil d’origine
import-field-title = Titre
import-field-description = Description
import-field-kind = Nature (incident ou demande)
import-field-state = État
import-field-impact = Impact
import-field-urgency = Urgence
import-field-channel = Canal
import-field-requester = Demandeur (adresse, identifiant ou nom)
import-field-assignee = Agent chargé (adresse, identifiant ou nom)
import-field-site = Site
import-field-category = Catégorie
import-field-opened = Reçu le
import-field-taken = Pris en charge le
import-field-solved = Résolu le
import-field-closed = Clos le
import-field-message-at = Date du message
import-field-message-author = Auteur du message
import-field-message = Message (une ligne par message)
import-field-internal = Message interne (oui ou non)
import-field-solution = Solution
import-error-instant = Date illisible. Écrivez 2026-03-12 09:30 ou 12/03/2026 09:30.
import-error-order = Cette date précède la réception du ticket.
import-error-future = Cette date est à venir : un ticket passé a déjà été reçu. Vérifiez le fuseau horaire.
import-error-requester = Personne ici n’a cette adresse, cet identifiant ou ce nom. Importez d’abord cette personne, ou donnez dans la correspondance l’adresse de quelqu’un du bénéficiaire.
import-error-requester-elsewhere = { $name } relève de { $organisation }, pas du bénéficiaire du ticket. Donnez dans la correspondance l’adresse de quelqu’un du bénéficiaire.
import-error-site = Ce bénéficiaire n’a pas de site de ce nom. Importez d’abord les sites, ou ignorez la colonne.
import-error-category = Aucune catégorie ne porte ce nom. Créez-la, donnez son sens dans la correspondance, ou ignorez la colonne.
import-error-text = Texte trop long : { $limit } caractères au plus.
import-error-characters = Un caractère nul ne peut pas être gardé : retirez-le.
import-error-asset-kind = Aucune nature ne porte ce nom : corrigez-le, ajoutez la nature, ou dites dans la correspondance laquelle c’est.
import-error-asset-site = Aucun site de cette structure ne porte ce nom : créez-le d’abord, ou videz la case.
import-error-asset-many = Plusieurs biens portent ceci : donnez un identifiant ou un numéro de série.
