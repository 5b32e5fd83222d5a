-- Acts about the services that the provider adopts or concludes: the beneficiary is informed before (R6.3).
create table act (
    beneficiary_id text not null references organisation (id) deferrable initially deferred,
    id text not null,
    kind text not null check (kind in ('contract', 'order', 'subcontractor', 'tariff', 'catalogue')),
    title text not null,
    counterpart text not null,
    amount_cents bigint,
    planned_on date not null,
    state text not null check (state in ('planned', 'concluded', 'dropped')),
    concluded_on date,
    -- Why it was dropped.
    reason text not null,
    created_by_name text not null,
    created_at timestamptz not null,
    version bigint not null default 1,
    idempotency_key text,
    primary key (beneficiary_id, id),
    constraint act_beneficiary_id_idempotency_key_key unique (beneficiary_id, idempotency_key)
);
create index act_planned on act (planned_on, id);
create index act_beneficiary_planned on act (beneficiary_id, planned_on, id);

-- To whom it was said, what, when, and whether it was acknowledged. Added, never changed but for the acknowledgement.
create table prior_information (
    beneficiary_id text not null,
    id text not null,
    act_id text not null,
    informed_on date not null,
    recipient text not null,
    means text not null,
    content text not null,
    author_name text not null,
    recorded_at timestamptz not null,
    acknowledged_at timestamptz,
    acknowledged_by_name text,
    acknowledgement text not null default '',
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, act_id) references act (beneficiary_id, id) deferrable initially deferred
);
create index prior_information_act on prior_information (beneficiary_id, act_id, informed_on, id);
