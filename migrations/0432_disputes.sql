-- A dispute about an agreement and its ordered stages (art. 10, R6.7). The stages are those of the version in force when it begins.
create table dispute (
    beneficiary_id text not null references organisation (id) deferrable initially deferred,
    id text not null,
    title text not null,
    subject text not null,
    -- Where in the agreement.
    article text not null,
    side text not null check (side in ('provider', 'beneficiary')),
    opened_on date not null,
    agreement_version bigint not null,
    state text not null check (state in ('open', 'settled', 'judged', 'dropped')),
    closed_on date,
    created_by_name text not null,
    created_at timestamptz not null,
    version bigint not null default 1,
    idempotency_key text,
    primary key (beneficiary_id, id),
    constraint dispute_beneficiary_id_idempotency_key_key unique (beneficiary_id, idempotency_key)
);
create index dispute_opened on dispute (opened_on, id);
create index dispute_beneficiary_opened on dispute (beneficiary_id, opened_on, id);

create table dispute_stage (
    beneficiary_id text not null,
    dispute_id text not null,
    -- From 1, in the order of the agreement.
    position bigint not null,
    code text not null,
    text text not null,
    -- When the agreement lets it be skipped; empty when it does not.
    unless text not null,
    began_on date,
    -- Last day that the parties gave themselves.
    due_on date,
    ended_on date,
    outcome text not null check (outcome in ('', 'agreed', 'failed', 'skipped', 'judged', 'dropped')),
    note text not null default '',
    primary key (beneficiary_id, dispute_id, position),
    foreign key (beneficiary_id, dispute_id) references dispute (beneficiary_id, id) deferrable initially deferred
);

-- What either side joined to a stage. Added, never changed.
create table dispute_document (
    beneficiary_id text not null,
    id text not null,
    dispute_id text not null,
    position bigint not null,
    title text not null,
    dated_on date not null,
    side text not null check (side in ('provider', 'beneficiary')),
    file_digest text,
    file_name text not null,
    added_by_name text not null,
    added_at timestamptz not null,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, dispute_id, position) references dispute_stage (beneficiary_id, dispute_id, position) deferrable initially deferred
);
create index dispute_document_stage on dispute_document (beneficiary_id, dispute_id, position, id);
