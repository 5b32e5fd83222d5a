-- An answer or a closing that its author may still take back: it happens by itself at `release_at`.
create table ticket_held (
    beneficiary_id text not null,
    id text not null,
    ticket_id text not null,
    person_id text not null references person (id),
    kind text not null check (kind in ('answer', 'close')),
    -- Version read, words, what comes next, digests of joined files.
    content jsonb not null,
    state text not null check (state in ('held', 'done', 'taken_back', 'failed')),
    -- Why it did not happen.
    failure jsonb,
    release_at timestamptz not null,
    at timestamptz not null,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id)
);
create index ticket_held_due on ticket_held (state, release_at);
create index ticket_held_ticket on ticket_held (beneficiary_id, ticket_id, person_id, at);
