# Équipes
team-title = Équipes
team-one = Équipe
team-view = Équipe
team-lead = Qui prend quoi : un nouveau ticket va à la première équipe dont une règle convient.
team-new = Nouvelle équipe
team-name = Nom
team-description = Ce que fait l’équipe
team-members = Membres
team-waiting = File d’attente
team-waiting-count = { $count ->
    [0] aucun ticket en attente
    [one] 1 ticket en attente
   *[other] { $count } tickets en attente
}
team-empty = Aucune équipe
team-empty-why = Sans équipe, les tickets attendent dans une seule liste.
team-archived = dissoute
team-rank = Ordre
team-rank-hint = De 1 à 999 ; les équipes sont interrogées dans cet ordre. Vide : à la fin.
team-save = Enregistrer l’équipe
team-takes = Ce que prend l’équipe
team-takes-help = Une règle convient quand tout ce qu’elle dit est vrai ; une seule règle suffit.
team-takes-nothing = Aucune règle : l’équipe ne reçoit que ce qu’on lui confie.
team-any = Indifférent
team-rule-add = Ajouter la règle
team-rule-remove = Retirer
team-rule-every = Tous les tickets
team-rule-unknown = (n’existe plus)
team-end = Dissoudre ou rétablir
team-end-help = Une équipe dissoute ne reçoit plus rien ; ses tickets gardent son nom jusqu’à ce qu’on les confie à une autre.
team-archive = Dissoudre l’équipe
team-restore = Rétablir l’équipe
team-none = Aucune équipe
team-mine = Mes équipes
team-give = Confier à une équipe
team-error-name = Donnez un nom à l’équipe.
team-error-name-taken = Une équipe porte déjà ce nom.
team-error-rank = L’ordre est un nombre de 1 à 999.
team-error-rules = { $limit } règles au plus.
team-error-unknown = Cette équipe n’existe pas ou est dissoute : choisissez-en une autre.

# Catégories
category-title = Catégories
category-one = Catégorie
category-lead = Deux niveaux au plus. Une catégorie est proposée, jamais exigée.
category-state = Situation
category-proposed = proposée
category-archived = n’est plus proposée
category-archive = Ne plus proposer
category-restore = Proposer de nouveau
category-empty = Aucune catégorie
category-empty-why = Ajoutez-en une pour classer les tickets et les diriger vers les équipes.
category-add = Ajouter la catégorie
category-name = Nom
category-parent = Sous
category-upper = Aucune : niveau supérieur
category-error-name = Donnez un nom de { $limit } caractères au plus.
category-error-parent = La catégorie du dessus doit être du niveau supérieur.
category-error-taken = Cette catégorie existe déjà à cet endroit.
category-error-unknown = Cette catégorie n’est pas proposée : choisissez-en une autre.

# Personnes qui suivent
watcher-title = Personnes qui suivent
watcher-of = Qui suit { $ticket }
watcher-lead = Une personne qui suit lit ce que lit le demandeur, et est avertie comme lui. Les notes internes restent aux agents.
watcher-none = Personne ne suit ce ticket.
watcher-none-why = Vous pouvez le suivre, ou le faire suivre par d’autres si votre rôle le permet.
watcher-manage = Choisir qui suit
watcher-follow = Suivre ce ticket
watcher-unfollow = Ne plus suivre
watcher-person = Personne
watcher-since = Depuis
watcher-added-by = Ajoutée par
watcher-end = Fin
watcher-remove = Retirer
watcher-add = Faire suivre
watcher-error-person = Cette personne n’est ni de ce bénéficiaire, ni de celles qui travaillent sur les tickets.

# Liens, doublons, séparation
link-title = Tickets liés
link-of = Liens de { $ticket }
link-relates = concerne la même chose que
link-blocks = bloque
link-blocked-by = est bloqué par
link-duplicates = dit la même chose que
link-caused-by = est causé par
link-causes = est la cause de
link-split-from = est issu de
link-split-into = a donné naissance à
link-none = Aucun lien.
link-add = Lier à un autre ticket
link-kind = Ce ticket
link-other = Numéro de l’autre ticket
link-other-hint = Par exemple 12, ou le numéro entier.
link-remove = Retirer le lien
link-manage = Lier, joindre ou séparer
link-merge = Joindre à un ticket principal
link-merge-help = Le demandeur est averti une fois. Ce ticket est clos, garde son numéro et sa conversation ; la suite va au ticket principal, que le demandeur suivra et pourra lire.
link-into = Numéro du ticket principal
link-merge-do = Joindre
link-merge-message = Votre demande rejoint le ticket { $ticket }, qui porte sur la même chose. Vous y aurez la suite ; vous n’avez rien à faire.
link-merged-into = Joint au ticket { $ticket }
link-is-duplicate = Ce ticket a été joint à un autre
link-main = La suite est ici :
link-unmerge = Séparer de nouveau
link-duplicate = Doublon { $ticket } : sa conversation
link-split = Faire d’un message un nouveau ticket
link-split-help = Le message et ses fichiers deviennent un ticket de la personne qui l’a écrit, lié à celui-ci.
link-message = Message
link-split-title = Titre du nouveau ticket
link-split-title-hint = Vide : la première ligne du message.
link-split-do = Créer le ticket
link-error-unknown = Aucun ticket { $code } ne porte ce numéro.
link-error-self = C’est ce ticket lui-même : donnez le numéro d’un autre.
link-error-main-merged = Ce ticket est lui-même un doublon : joignez à { $ticket }.
link-error-main-closed = Le ticket principal est clos : rouvrez-le d’abord.
link-error-merged = Ce ticket est déjà joint à un autre.
link-error-not-merged = Ce ticket n’est joint à aucun autre.
link-error-undo = Quelque chose s’est passé depuis : les deux tickets ne peuvent plus être séparés.
link-error-message = Choisissez un message public de ce ticket.

# Corrections
desk-change-team = Équipe
desk-change-kind = Nature
desk-change-administrative = Demande administrative
desk-change-title = Titre
desk-change-site = Site
desk-change-requester = Demandeur
desk-change-category = Catégorie
desk-change-merge = Doublon
desk-correct = Corriger
desk-correct-of = Corriger { $ticket }
desk-correct-lead = Chaque correction est gardée avec ce qui était écrit avant ; les délais sont recalculés sur les mêmes faits.
desk-correct-do = Enregistrer les corrections
desk-error-title = Donnez un titre.
desk-error-administrative-incident = Une demande administrative n’est pas un incident : changez l’un des deux.
