-- Equipment beyond the agreement, asked for in writing (art. 2-II, R6.1).
create table equipment_request (
    beneficiary_id text not null references organisation (id) deferrable initially deferred,
    id text not null,
    -- Its number within the beneficiary, from 1.
    number bigint not null,
    title text not null,
    -- What is wanted, and why.
    need text not null,
    received_on date not null,
    wanted_on date not null,
    state text not null check (state in ('requested', 'admissible', 'late', 'refused', 'study', 'agreement_draft', 'signed_both', 'ordered', 'delivered', 'in_service', 'withdrawn')),
    requested_by_name text not null,
    -- What was decided of a late request, by whom and why.
    derogation text not null default '',
    decided_by_name text,
    -- What the study found, the whole cost and the beneficiary's share.
    study text not null default '',
    cost_cents bigint,
    share_cents bigint,
    -- The terms of the equipment agreement.
    terms text not null default '',
    agreement_digest text,
    provider_signed_on date,
    beneficiary_signed_on date,
    signatories text not null default '',
    scan_digest text,
    scan_name text not null default '',
    order_number text not null default '',
    supplier text not null default '',
    ordered_on date,
    order_cents bigint,
    -- The act of which the beneficiary was informed before, when the order is above the threshold (R6.3).
    act_id text,
    delivered_on date,
    in_service_on date,
    version bigint not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    idempotency_key text,
    primary key (beneficiary_id, id),
    constraint equipment_request_beneficiary_id_number_key unique (beneficiary_id, number),
    constraint equipment_request_beneficiary_id_idempotency_key_key unique (beneficiary_id, idempotency_key),
    foreign key (beneficiary_id, act_id) references act (beneficiary_id, id) deferrable initially deferred
);
create index equipment_request_received on equipment_request (received_on, id);
create index equipment_request_beneficiary_received on equipment_request (beneficiary_id, received_on, id);
