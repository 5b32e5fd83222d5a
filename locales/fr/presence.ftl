presence-writing = { $name } est en train d’écrire
presence-reading = { $name } regarde ce ticket
