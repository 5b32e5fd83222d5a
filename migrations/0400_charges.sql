-- Units of work of an optional service in a year, as the provider counted them (R1.15). The last count stands.
create table unit_count (
    beneficiary_id text not null references organisation (id) deferrable initially deferred,
    id text not null,
    -- Code of the offer in the agreement.
    offer text not null,
    year bigint not null,
    -- An exact decimal.
    quantity text not null,
    -- What shows it.
    evidence text not null,
    recorded_by_name text not null,
    recorded_at timestamptz not null,
    primary key (beneficiary_id, id)
);
create index unit_count_year on unit_count (beneficiary_id, year, id);

-- What a beneficiary objects to on a draft that was submitted to it, and what was answered. It outlives the draft.
create table charge_objection (
    beneficiary_id text not null references organisation (id) deferrable initially deferred,
    id text not null,
    invoice_id text not null,
    -- Which charge.
    kind text not null check (kind in ('core', 'annexed', 'call_overrun', 'roaming', 'equipment')),
    period bigint not null,
    source text not null,
    -- The line as it was.
    line jsonb not null,
    reason text not null,
    by_name text not null,
    at timestamptz not null,
    answer text check (answer in ('accepted', 'refused')),
    -- Agreed to when accepted; zero drops the line.
    answer_quantity text,
    answer_reason text not null default '',
    answered_by_name text not null default '',
    answered_at timestamptz,
    primary key (beneficiary_id, id)
);
create index charge_objection_period on charge_objection (beneficiary_id, period, id);
create unique index charge_objection_open_key
    on charge_objection (beneficiary_id, invoice_id, kind, period, source) where answer is null;
