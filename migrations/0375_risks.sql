-- Risks and ways to improve of an agreement (G.1): what may happen, how grave, who answers for it, what is done, when it is read
-- again.
create table risk (
    beneficiary_id text not null references organisation (id) deferrable initially deferred,
    id text not null,
    kind text not null check (kind in ('risk', 'improvement')),
    title text not null,
    description text not null,
    -- From 1, unlikely or slight, to 4, near certain or grave; of an improvement, how easy and how useful it is.
    likelihood bigint not null check (likelihood between 1 and 4),
    impact bigint not null check (impact between 1 and 4),
    side text not null check (side in ('provider', 'beneficiary')),
    owner text not null,
    treatment text not null,
    review_on date not null,
    state text not null check (state in ('open', 'accepted', 'closed')),
    version bigint not null default 1,
    created_at timestamptz not null,
    idempotency_key text,
    primary key (beneficiary_id, id),
    constraint risk_beneficiary_id_idempotency_key_key unique (beneficiary_id, idempotency_key)
);
create index risk_review on risk (state, review_on, id);

-- Each version as it was written.
create table risk_version (
    beneficiary_id text not null,
    risk_id text not null,
    version bigint not null,
    likelihood bigint not null,
    impact bigint not null,
    treatment text not null,
    review_on date not null,
    state text not null,
    by_name text not null,
    at timestamptz not null,
    primary key (beneficiary_id, risk_id, version),
    foreign key (beneficiary_id, risk_id) references risk (beneficiary_id, id) deferrable initially deferred
);

-- What the committees agreed to do about it.
create table risk_action (
    beneficiary_id text not null,
    risk_id text not null,
    action_id text not null,
    linked_by_name text not null,
    linked_at timestamptz not null,
    primary key (beneficiary_id, risk_id, action_id),
    foreign key (beneficiary_id, risk_id) references risk (beneficiary_id, id) deferrable initially deferred,
    foreign key (beneficiary_id, action_id) references action_item (beneficiary_id, id) deferrable initially deferred
);
