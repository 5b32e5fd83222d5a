-- Agreements and amendments before they are signed (art. 2 and 7): a body that joins, a renewal, an amendment. What is signed becomes a
-- version of the agreement.
create table agreement_draft (
    beneficiary_id text not null references organisation (id) deferrable initially deferred,
    id text not null,
    kind text not null check (kind in ('joining', 'renewal', 'amendment')),
    title text not null,
    reason text not null,
    -- The version that is amended or renewed; null for a body that joins.
    base_version bigint,
    -- What was typed in the form of variables.
    variables jsonb not null,
    -- The file of the agreement as it would be.
    source text not null,
    effective_on date,
    state text not null check (state in ('drafting', 'to_sign', 'in_force', 'abandoned')),
    -- The PDF that is deliberated and signed.
    paper_digest text,
    provider_voted_on date,
    provider_vote text not null default '',
    beneficiary_voted_on date,
    beneficiary_vote text not null default '',
    signed_on date,
    file_digest text,
    file_name text not null default '',
    -- The version it became.
    made_version bigint,
    closed_why text not null default '',
    created_by_name text not null,
    created_at timestamptz not null,
    version bigint not null default 1,
    idempotency_key text,
    primary key (beneficiary_id, id),
    constraint agreement_draft_beneficiary_id_idempotency_key_key unique (beneficiary_id, idempotency_key)
);
create index agreement_draft_created on agreement_draft (created_at, id);
create index agreement_draft_beneficiary_created on agreement_draft (beneficiary_id, created_at, id);
