-- Requests of a beneficiary to subscribe to a service of the catalogue, or to leave it (art. 2-II and 5, R0.2). What is accepted makes
-- the draft of an amendment.
create table subscription_request (
    beneficiary_id text not null references organisation (id) deferrable initially deferred,
    id text not null,
    kind text not null check (kind in ('subscribe', 'leave')),
    -- Code of an offer of the agreement.
    offer text not null,
    -- First day of the subscription, or its last one.
    wanted_on date not null,
    reason text not null,
    -- What R0.2 made known when it was asked: the core ends before the service.
    warning jsonb,
    state text not null check (state in ('asked', 'accepted', 'refused', 'withdrawn')),
    effective_on date,
    answer text not null default '',
    answered_by_name text not null default '',
    answered_at timestamptz,
    -- The draft that an acceptance made.
    draft_id text,
    asked_by_name text not null,
    asked_at timestamptz not null,
    version bigint not null default 1,
    idempotency_key text,
    primary key (beneficiary_id, id),
    constraint subscription_request_beneficiary_id_idempotency_key_key unique (beneficiary_id, idempotency_key)
);
create index subscription_request_asked on subscription_request (asked_at, id);
create index subscription_request_beneficiary_asked on subscription_request (beneficiary_id, asked_at, id);
