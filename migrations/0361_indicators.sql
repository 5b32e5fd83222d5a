-- Months of indicators that were closed: their values never change again (R5.1 to R5.4).
create table indicator_closing (
    beneficiary_id text not null references organisation (id) deferrable initially deferred,
    id text not null,
    -- First day of the month.
    month date not null,
    -- 1, then one more for each correction.
    version bigint not null check (version > 0),
    -- The closing that this one corrects.
    corrects_id text,
    -- Why it was corrected; empty for a first closing.
    reason text not null,
    -- What was missing, and why it was closed all the same.
    gaps jsonb not null,
    gaps_reason text not null,
    agreement_version bigint not null,
    -- When the rows were read.
    as_of timestamptz not null,
    closed_by_id text references person (id) deferrable initially deferred,
    closed_by_name text not null,
    closed_at timestamptz not null,
    -- Of its values, in their order.
    digest text not null,
    primary key (beneficiary_id, id),
    constraint indicator_closing_beneficiary_id_month_version_key unique (beneficiary_id, month, version),
    foreign key (beneficiary_id, corrects_id) references indicator_closing (beneficiary_id, id) deferrable initially deferred
);

-- One value of a closed month, with how it came about and the rows that were counted.
create table indicator_value (
    beneficiary_id text not null,
    closing_id text not null,
    code text not null,
    month date not null,
    version bigint not null,
    -- Its place in the annexe.
    place bigint not null,
    -- What is measured, in the words of the agreement.
    indicator text not null,
    unit text not null,
    value jsonb not null,
    verdict text not null check (verdict in ('met', 'missed', 'not_contractual', 'no_data')),
    target jsonb,
    -- What was divided by what; empty where nothing is.
    numerator text not null,
    denominator text not null,
    explanation jsonb not null,
    evidence jsonb not null,
    evidence_count bigint not null,
    digest text not null,
    primary key (beneficiary_id, closing_id, code),
    foreign key (beneficiary_id, closing_id) references indicator_closing (beneficiary_id, id) deferrable initially deferred
);
create index indicator_value_series on indicator_value (beneficiary_id, code, month, version);
create index indicator_value_month on indicator_value (month, beneficiary_id, place, code, version);

-- What either side says of a closed value.
create table indicator_comment (
    beneficiary_id text not null,
    id text not null,
    closing_id text not null,
    code text not null,
    author_id text references person (id) deferrable initially deferred,
    author_name text not null,
    is_provider boolean not null,
    body text not null,
    at timestamptz not null,
    idempotency_key text,
    primary key (beneficiary_id, id),
    constraint indicator_comment_beneficiary_id_closing_id_idempotency_key_key unique (beneficiary_id, closing_id, idempotency_key),
    foreign key (beneficiary_id, closing_id, code) references indicator_value (beneficiary_id, closing_id, code) deferrable initially deferred
);
create index indicator_comment_value on indicator_comment (beneficiary_id, closing_id, code, at, id);

-- A target that a side proposes for a commitment, from the months closed so far (R5.1).
create table target_proposal (
    beneficiary_id text not null references organisation (id) deferrable initially deferred,
    id text not null,
    commitment text not null,
    operator text not null check (operator in ('at_least', 'at_most')),
    value text not null,
    motive text not null,
    baseline jsonb not null,
    author_id text references person (id) deferrable initially deferred,
    author_name text not null,
    is_provider boolean not null,
    proposed_at timestamptz not null,
    -- The decision it became.
    decision_id text,
    withdrawn_at timestamptz,
    idempotency_key text,
    primary key (beneficiary_id, id),
    constraint target_proposal_beneficiary_id_idempotency_key_key unique (beneficiary_id, idempotency_key),
    foreign key (beneficiary_id, decision_id) references decision (beneficiary_id, id) deferrable initially deferred
);
create index target_proposal_commitment on target_proposal (beneficiary_id, commitment, proposed_at, id);

-- Months asked to be closed one after the other, in the background.
create table closing_run (
    beneficiary_id text not null references organisation (id) deferrable initially deferred,
    id text not null,
    first_month date not null,
    last_month date not null,
    -- Confirms what is missing; empty to stop there.
    reason text not null,
    state text not null check (state in ('going', 'done', 'stopped')),
    total bigint not null,
    done bigint not null,
    -- Why it stopped.
    trouble jsonb,
    asked_by_id text references person (id) deferrable initially deferred,
    asked_by_name text not null,
    asked_at timestamptz not null,
    finished_at timestamptz,
    primary key (beneficiary_id, id)
);
create index closing_run_asked on closing_run (beneficiary_id, asked_at, id);
