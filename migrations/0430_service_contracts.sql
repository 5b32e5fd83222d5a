-- Contracts that serve a beneficiary (art. 3, R6.4): those that the provider signed go on with the beneficiary at the end, those
-- that the beneficiary had signed are not taken over.
create table service_contract (
    beneficiary_id text not null references organisation (id) deferrable initially deferred,
    id text not null,
    -- Who signed it.
    side text not null check (side in ('provider', 'beneficiary')),
    supplier text not null,
    title text not null,
    reference text not null,
    -- Code of a block of the agreement; empty for none.
    block text not null,
    starts_on date not null,
    ends_on date not null,
    amount_cents bigint,
    notice_months bigint not null,
    -- Whether it can go on with the beneficiary, and for which part of it, in percent.
    is_transferable boolean not null,
    share_percent bigint not null check (share_percent between 0 and 100),
    file_digest text,
    file_name text not null,
    ended_on date,
    ended_why text not null default '',
    created_by_name text not null,
    created_at timestamptz not null,
    version bigint not null default 1,
    idempotency_key text,
    primary key (beneficiary_id, id),
    constraint service_contract_beneficiary_id_idempotency_key_key unique (beneficiary_id, idempotency_key)
);
create index service_contract_ends on service_contract (ends_on, id);
create index service_contract_beneficiary_ends on service_contract (beneficiary_id, ends_on, id);
