-- Programs that are told what happens: an address, the events it asked for, and each delivery.
create table webhook (
    -- The beneficiary whose events they are, or `provider` for those of all.
    beneficiary_id text not null,
    id text not null,
    name text not null,
    url text not null,
    -- Names of events, an array.
    events jsonb not null,
    -- Sealed by the instance's key.
    secret text not null,
    state text not null check (state in ('active', 'paused', 'disabled')),
    -- Since when nothing arrives.
    failing_since timestamptz,
    last_success_at timestamptz,
    created_by_name text not null,
    created_at timestamptz not null,
    version bigint not null default 1,
    primary key (beneficiary_id, id)
);

create table webhook_delivery (
    beneficiary_id text not null,
    id text not null,
    webhook_id text not null,
    event text not null,
    -- What is sent, byte for byte.
    body text not null,
    state text not null check (state in ('waiting', 'delivered', 'failed')),
    attempts bigint not null default 0,
    -- What the last attempt gave: a status and the beginning of the answer, or the words of the failure.
    status bigint,
    excerpt text not null default '',
    last_at timestamptz,
    created_at timestamptz not null,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, webhook_id) references webhook (beneficiary_id, id)
);
create index webhook_delivery_webhook on webhook_delivery (beneficiary_id, webhook_id, created_at, id);
create index webhook_delivery_created on webhook_delivery (created_at);
