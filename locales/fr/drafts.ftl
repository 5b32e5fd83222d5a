drafts-answer = Réponse
drafts-note = Note interne
drafts-save = Enregistrer le brouillon
drafts-kept = Brouillon enregistré
drafts-kept-at = Brouillon repris, enregistré le { $instant }
drafts-failed = Brouillon non enregistré : gardez cette page ouverte et vérifiez que vous êtes toujours connecté dans un autre onglet.
