-- Tickets taken over from another tool: which one, and their number there. No promise is judged on them.
alter table ticket add column former_source text;
alter table ticket add column former_number text;
