-- Background work: each row is one piece of it, put there in the transaction that makes it needed.
create table job (
    id text primary key,
    -- Whose row made it necessary; NULL for the provider's own.
    beneficiary_id text,
    kind text not null,
    payload jsonb not null,
    state text not null check (state in ('waiting', 'done', 'dead')),
    -- Comes back by itself when done: its row never ends.
    is_recurring boolean not null,
    -- Due from then on. Whoever takes it moves this to the end of a lease: a worker that dies gives it back.
    run_at timestamptz not null,
    attempts bigint not null,
    started_at timestamptz,
    finished_at timestamptz,
    last_error text not null default '',
    once_key text,
    created_at timestamptz not null,
    constraint job_once_key_key unique (once_key)
);
create index job_due on job (state, run_at, id);
create index job_finished on job (state, finished_at, id);

-- How far each reader of the audit log has followed each chain.
create table audit_follower (
    name text not null,
    chain text not null,
    sequence bigint not null,
    primary key (name, chain)
);
