-- A yearly cost of the provider that comes with no invoice: a share of a function's pay, a contract, a yearly charge of
-- equipment that serves several beneficiaries.
create table cost_entry (
    id text primary key,
    year bigint not null,
    kind text not null check (kind in ('payroll', 'contract', 'shared_equipment')),
    -- A function, never a name; or a contract; or the equipment.
    label text not null,
    label_folded text not null,
    -- Yearly cost, and the share of it put to the block, in percent, exact.
    amount bigint not null,
    percent text not null,
    block text not null,
    key_id text not null references allocation_key (id),
    source text not null,
    recorded_at timestamptz not null,
    recorded_by_name text not null,
    withdrawn_at timestamptz,
    withdrawn_by_name text not null,
    withdrawn_why text not null
);
create index cost_entry_year on cost_entry (year, id);

-- To which block the depreciation of a kind of asset is put.
create table cost_kind (
    kind text primary key,
    block text not null
);

-- How many units of work a service did for a beneficiary in a year (art. 5).
create table service_units (
    beneficiary_id text not null references organisation (id),
    year bigint not null,
    -- Code of the offer.
    offer text not null,
    quantity text not null,
    source text not null,
    recorded_at timestamptz not null,
    recorded_by_name text not null,
    primary key (beneficiary_id, year, offer)
);

-- The costs of a beneficiary's closed year, as they were. A correction is a new version.
create table cost_year (
    beneficiary_id text not null references organisation (id),
    year bigint not null,
    version bigint not null,
    -- Cost of the core block.
    core bigint not null,
    total bigint not null,
    content jsonb not null,
    -- Why a version follows another; empty for the first.
    reason text not null,
    closed_at timestamptz not null,
    closed_by_name text not null,
    primary key (beneficiary_id, year, version)
);
