# Tickets repris d’un autre outil
past-former = Ancien numéro
past-unjudged = Repris d’un autre outil : aucun délai n’y était promis, aucun n’est jugé.
