-- How a cost of the provider is shared between those it serves (art. 5): a figure of each over a total, for a year. The
-- key is the provider's; each beneficiary sees its own figure and the total.
create table allocation_key (
    id text primary key,
    year bigint not null,
    name text not null,
    name_folded text not null,
    unit text not null check (unit in ('agents', 'tickets', 'workstations', 'lines', 'gigabytes', 'percent')),
    -- The figure of the whole service, exact.
    total text not null,
    -- Where the figures come from.
    source text not null,
    retired_at timestamptz,
    recorded_at timestamptz not null,
    recorded_by_name text not null,
    version bigint not null,
    constraint allocation_key_year_name_folded_key unique (year, name_folded)
);

-- The figure of one beneficiary under a key.
create table allocation_share (
    beneficiary_id text not null references organisation (id),
    key_id text not null references allocation_key (id),
    figure text not null,
    primary key (beneficiary_id, key_id)
);

-- An invoice received from a supplier of the provider: its file, and what was read in it.
create table supplier_invoice (
    id text primary key,
    -- SIREN of who claims, or its VAT number when it has none.
    seller text not null,
    seller_name text not null,
    -- As the supplier writes it, and as compared with others: without case, accents nor spaces.
    shown_number text not null,
    number text not null,
    year bigint not null,
    issued_on date not null,
    kind text not null check (kind in ('invoice', 'credit_note')),
    facts jsonb not null,
    -- What does not add up in it.
    differences jsonb not null,
    net bigint not null,
    vat bigint not null,
    gross bigint not null,
    file_digest text not null,
    file_name text not null,
    media_type text not null,
    received_at timestamptz not null,
    received_by_name text not null,
    -- Received by mistake: it costs nothing, and its number may come again.
    set_aside_at timestamptz,
    set_aside_by_name text not null,
    set_aside_why text not null,
    version bigint not null,
    -- Lines of which a part is put to no block.
    lines_left bigint not null
);
create unique index supplier_invoice_seller_number_year_key on supplier_invoice (seller, number, year) where set_aside_at is null;

-- A line of it, or a part of one, put to a block.
create table supplier_imputation (
    id text primary key,
    invoice_id text not null references supplier_invoice (id),
    line bigint not null,
    -- What the line says it is, and its rate of VAT in percent, exact.
    line_name text not null,
    rate text not null,
    -- Part of the line excluding VAT, with the sign of the line.
    net bigint not null,
    -- Whether the provider bears the VAT too.
    bears_vat boolean not null,
    -- Code of a block of the agreements.
    block text not null,
    nature text not null check (nature in ('investment', 'operation')),
    key_id text not null references allocation_key (id),
    recorded_at timestamptz not null,
    recorded_by_name text not null
);
create index supplier_invoice_year on supplier_invoice (year, id);
create index supplier_imputation_invoice on supplier_imputation (invoice_id, line, id);
create index supplier_imputation_key on supplier_imputation (key_id);
