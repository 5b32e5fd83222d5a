# Tickets taken over from another tool
past-former = Former number
past-unjudged = Taken over from another tool: no delay was promised there, none is judged.
