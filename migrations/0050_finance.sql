-- Counts of equipped agents, established by the beneficiary (R1.13). Frozen once decided.
create table census (
    beneficiary_id text not null references organisation (id),
    id text not null,
    reference_date date not null,
    agent_count bigint not null check (agent_count >= 0),
    note text not null,
    -- The validated census this one corrects.
    corrects_id text,
    author_id text,
    author_name text not null,
    established_at timestamptz not null,
    -- Key of the request that made it, so that a retried request makes one census.
    request_key text,
    decision text check (decision in ('validated', 'refused')),
    decided_by_id text,
    decided_by_name text,
    decided_at timestamptz,
    decision_note text not null default '',
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, corrects_id) references census (beneficiary_id, id),
    constraint census_beneficiary_id_request_key_key unique (beneficiary_id, request_key)
);
create index census_reference on census (beneficiary_id, reference_date, id);

-- Published values of the index (R1.9 to R1.11). Never changed: a publisher's correction is a new row that
-- names the row it replaces. month is the first day of the month the value relates to.
create table index_value (
    id text primary key,
    series text not null check (series in ('old', 'revised')),
    month date not null,
    value text not null,
    published_on date,
    source text not null,
    confidence text not null check (confidence in ('A', 'B', 'C')),
    entered_by_id text,
    entered_by_name text not null,
    entered_at timestamptz not null,
    replaces_id text references index_value (id),
    constraint index_value_replaces_id_key unique (replaces_id)
);
create unique index index_value_series_month_key on index_value (series, month) where replaces_id is null;
create index index_value_month on index_value (series, month, id);

-- Revised price of a year (R1.3 to R1.10). Frozen once approved; a correction is the next version.
create table price_revision (
    beneficiary_id text not null references organisation (id),
    id text not null,
    year bigint not null,
    version bigint not null,
    state text not null check (state in ('pending', 'proposed', 'approved')),
    -- Parameters of the agreement at the time of the proposal.
    terms jsonb not null,
    -- Index values used, or what is missing.
    inputs jsonb,
    missing jsonb,
    coefficient text,
    price bigint,
    explanation jsonb,
    -- Why an approved version had to be replaced.
    reason text not null,
    proposed_by_id text,
    proposed_by_name text not null,
    proposed_at timestamptz not null,
    approved_by_id text,
    approved_by_name text,
    approved_at timestamptz,
    primary key (beneficiary_id, id),
    constraint price_revision_beneficiary_id_year_version_key unique (beneficiary_id, year, version)
);

-- Invoices and credit notes. Frozen once issued: what happens after goes to invoice_event.
create table invoice (
    beneficiary_id text not null references organisation (id),
    id text not null,
    kind text not null check (kind in ('invoice', 'credit_note')),
    state text not null check (state in ('draft', 'approved', 'issued')),
    year bigint not null,
    offer text not null,
    -- How many invoices of the same year and offer were cancelled before: one live invoice at a time.
    round bigint not null,
    number text,
    issued_on date,
    due_on date,
    object text not null,
    -- What is billed: lines, period, agreement, days to pay.
    content jsonb not null,
    net bigint not null,
    vat bigint not null,
    gross bigint not null,
    explanations jsonb not null,
    census_id text,
    corrects_id text,
    reason text not null,
    -- What the files state, kept at issue.
    facts jsonb,
    issue_key text,
    drafted_by_id text,
    drafted_by_name text not null,
    drafted_at timestamptz not null,
    approved_by_id text,
    approved_by_name text,
    approved_at timestamptz,
    issued_by_id text,
    issued_by_name text,
    issued_at timestamptz,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, census_id) references census (beneficiary_id, id),
    foreign key (beneficiary_id, corrects_id) references invoice (beneficiary_id, id),
    constraint invoice_beneficiary_id_number_key unique (beneficiary_id, number),
    constraint invoice_beneficiary_id_corrects_id_key unique (beneficiary_id, corrects_id),
    constraint invoice_issued_complete check (
        state <> 'issued' or (number is not null and issued_on is not null and facts is not null and issued_at is not null)
    )
);
create unique index invoice_beneficiary_id_offer_year_round_key
    on invoice (beneficiary_id, offer, year, round) where kind = 'invoice';

-- The revisions an invoice was computed with.
create table invoice_revision (
    beneficiary_id text not null,
    invoice_id text not null,
    revision_id text not null,
    primary key (beneficiary_id, invoice_id, revision_id),
    foreign key (beneficiary_id, invoice_id) references invoice (beneficiary_id, id) on delete cascade,
    foreign key (beneficiary_id, revision_id) references price_revision (beneficiary_id, id)
);

-- Files of an issued invoice, kept by digest.
create table invoice_file (
    beneficiary_id text not null,
    invoice_id text not null,
    format text not null check (format in ('pdf', 'cii', 'ubl')),
    digest text not null,
    byte_count bigint not null,
    primary key (beneficiary_id, invoice_id, format),
    foreign key (beneficiary_id, invoice_id) references invoice (beneficiary_id, id)
);

-- What happens to an invoice after its issue (R2.18), append-only.
create table invoice_event (
    beneficiary_id text not null,
    id text not null,
    invoice_id text not null,
    kind text not null check (kind in ('issued', 'deposited', 'in_collection', 'paid', 'rejected', 'suspended', 'cancelled_by_credit_note')),
    occurred_on date not null,
    -- Number of the revenue order, of the slip, of the deposit or of the credit note.
    reference text not null,
    note text not null,
    recorded_by_id text,
    recorded_by_name text not null,
    recorded_at timestamptz not null,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, invoice_id) references invoice (beneficiary_id, id)
);
create index invoice_event_invoice on invoice_event (beneficiary_id, invoice_id, id);
