-- Of which sub-domain of annexe 1 A the tickets of a category are (B.1, C.1); that of the category above when it says nothing.
alter table ticket_category add column domain text check (domain in ('network', 'hosting', 'telephony'));
