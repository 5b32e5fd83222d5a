-- Calendars that people's own programs read: an address with a secret, of which only the digest is kept.
create table calendar_feed (
    id text primary key,
    person_id text not null references person (id),
    part text not null check (part in ('mine', 'visits', 'works', 'committees', 'deadlines')),
    token_digest text not null,
    created_at timestamptz not null,
    last_read_at timestamptz,
    revoked_at timestamptz,
    constraint calendar_feed_token_digest_key unique (token_digest)
);
create index calendar_feed_person on calendar_feed (person_id, created_at, id);

create index ticket_visit_starts on ticket_visit (starts_at, beneficiary_id, id);
