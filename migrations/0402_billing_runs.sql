-- The charges of a year drafted for every beneficiary one after the other, then issued: where the work stands, so that it
-- goes on after a stop.
create table billing_run (
    id text primary key,
    year bigint not null,
    -- A census or an amount that moved by more percent than this is an anomaly.
    jump_percent bigint not null check (jump_percent > 0),
    state text not null check (state in ('drafting', 'drafted', 'issuing', 'issued', 'cancelled')),
    total bigint not null,
    done bigint not null,
    -- Name and identifier of the last beneficiary done in the present state: the next follows.
    last_name text not null,
    last_id text not null,
    asked_by_name text not null,
    started_at timestamptz not null,
    ended_at timestamptz
);
create index billing_run_started on billing_run (started_at, id);
-- One run of a year at a time.
create unique index billing_run_year_key on billing_run (year) where state in ('drafting', 'issuing');

-- What a run found for a beneficiary: anomalies first, then what was drafted.
create table billing_run_item (
    beneficiary_id text not null references organisation (id) deferrable initially deferred,
    run_id text not null references billing_run (id) deferrable initially deferred,
    anomalies jsonb not null,
    anomaly_count bigint not null,
    -- Equipped agents of the census billed, and the yearly price of one; nothing while the core cannot be computed.
    agents bigint not null,
    price bigint,
    -- Excluding VAT, VAT, including VAT, of what was drafted.
    net bigint not null,
    vat bigint not null,
    gross bigint not null,
    -- Excluding VAT, by kind of charge.
    blocks jsonb not null,
    -- Why an invoice could not be approved or issued.
    trouble jsonb,
    primary key (beneficiary_id, run_id)
);
create index billing_run_item_run on billing_run_item (run_id, beneficiary_id);

-- The drafts of a run.
create table billing_run_invoice (
    beneficiary_id text not null,
    run_id text not null,
    invoice_id text not null,
    primary key (beneficiary_id, run_id, invoice_id),
    foreign key (beneficiary_id, run_id) references billing_run_item (beneficiary_id, run_id) deferrable initially deferred,
    foreign key (beneficiary_id, invoice_id) references invoice (beneficiary_id, id) on delete cascade
);
create index billing_run_invoice_run on billing_run_invoice (run_id, beneficiary_id, invoice_id);
