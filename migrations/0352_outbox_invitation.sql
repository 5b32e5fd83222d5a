-- An invitation that calendar programs understand (RFC 6047), joined to a mail; empty for most.
alter table outbox add column invitation text not null default '';
