portal-where = Où en est ma demande ?
portal-photo = Une photo (facultatif)
portal-photo-now = Ou une photo prise maintenant avec votre téléphone (facultatif)
portal-more = Préciser le lieu, joindre d’autres fichiers
portal-other = Autre chose, avec vos mots
portal-catalogue = Voir tout le catalogue
portal-nothing = Aucune demande en cours.
portal-all = Toutes mes demandes
portal-awaits = Attend un accord : { $step }
portal-expected = Au plus tard le { $instant }
portal-answer = Répondre
portal-next = À vous
portal-what-needed = De quoi avez-vous besoin ?
portal-what-needed-hint = Dites-le avec vos mots : quoi, pour qui, pour quand.
portal-topic = Sur quoi porte votre demande ? (facultatif)
portal-topic-hint = Si vous le savez ; la convention dit alors tout de suite qui agit.
portal-topic-unknown = Je ne sais pas
portal-place = Où ? (facultatif)
portal-anywhere = Sans lieu précis
portal-approvals = { $count ->
    [one] Une demande attend votre accord
   *[other] { $count } demandes attendent votre accord
}
portal-approvals-see = Voir et répondre
portal-refused = Refusée : { $step }
portal-late = Nous devions y répondre le { $instant } : nous sommes en retard.
