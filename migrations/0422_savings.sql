-- A saving of the core block, proposed from closed years, decided by a committee and carried to the initial price of the
-- next year (art. 8, note 8).
create table saving_proposal (
    beneficiary_id text not null references organisation (id),
    id text not null,
    -- The year in which it was observed; the price of the next one takes it.
    year bigint not null,
    -- The closed years it is computed from: year, version and cost.
    reference_years jsonb not null,
    actual jsonb not null,
    agents bigint not null,
    census_id text not null,
    outcome jsonb not null,
    explanation jsonb not null,
    price_before bigint not null,
    price_after bigint not null,
    state text not null check (state in ('proposed', 'decided', 'carried', 'withdrawn')),
    -- The decision of a committee, once written down: its identifier, its number, its meeting's page and its day.
    decision_id text,
    decision_reference text not null,
    decision_path text not null,
    effective_on date,
    proposed_at timestamptz not null,
    proposed_by_name text not null,
    closed_at timestamptz,
    closed_why text not null,
    version bigint not null,
    primary key (beneficiary_id, id)
);
create unique index saving_proposal_beneficiary_id_year_key on saving_proposal (beneficiary_id, year) where state <> 'withdrawn';

-- The initial price P0 from a year on, with the minutes that decided it (R1.12). Never changed.
create table initial_price (
    beneficiary_id text not null references organisation (id),
    id text not null,
    -- First calendar year it holds for.
    from_year bigint not null,
    price bigint not null,
    -- What the agreement stated then: an amendment that states another price rules again.
    agreement_price bigint not null,
    proposal_id text not null,
    decision_reference text not null,
    decision_path text not null,
    effective_on date not null,
    recorded_at timestamptz not null,
    recorded_by_name text not null,
    primary key (beneficiary_id, id),
    constraint initial_price_beneficiary_id_from_year_key unique (beneficiary_id, from_year),
    foreign key (beneficiary_id, proposal_id) references saving_proposal (beneficiary_id, id)
);
