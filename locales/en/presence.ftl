presence-writing = { $name } is writing
presence-reading = { $name } is looking at this ticket
