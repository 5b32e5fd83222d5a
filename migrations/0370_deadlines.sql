-- What a person recorded as proof of an obligation that nothing else here proves (articles of the agreement, R6.5).
create table deadline_proof (
    beneficiary_id text not null references organisation (id) deferrable initially deferred,
    id text not null,
    -- Code of the obligation in the agreement, and the day it fell due.
    obligation text not null,
    due_on date not null,
    note text not null,
    -- Last day on which it proves anything: the next one is due then. Null for a proof that lasts its period.
    valid_until date,
    file_digest text,
    file_name text not null,
    side text not null check (side in ('provider', 'beneficiary')),
    recorded_by_name text not null,
    recorded_at timestamptz not null,
    -- Taken back: it proves nothing any more, and stays to be read.
    withdrawn_at timestamptz,
    withdrawn_by_name text not null default '',
    withdrawn_reason text not null default '',
    primary key (beneficiary_id, id)
);
create index deadline_proof_obligation on deadline_proof (beneficiary_id, obligation, due_on, id);
create unique index deadline_proof_standing on deadline_proof (beneficiary_id, obligation, due_on) where withdrawn_at is null;

-- Which reminder of which deadline was sent: each once.
create table deadline_reminder (
    beneficiary_id text not null references organisation (id) deferrable initially deferred,
    obligation text not null,
    due_on date not null,
    -- 'before', 'late', or 'months-12' before the term.
    moment text not null,
    told bigint not null,
    at timestamptz not null,
    primary key (beneficiary_id, obligation, due_on, moment)
);

-- Facts that prove deadlines, by day.
create index price_revision_approved on price_revision (year, beneficiary_id) where state = 'approved';
create index restore_test_done on restore_test (done_at, id);
