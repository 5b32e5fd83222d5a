-- A version of the reversibility plan of an agreement (R6.6): how the beneficiary gets its information system back. Accepted by both
-- sides it never changes: the next version follows.
create table reversibility_plan (
    beneficiary_id text not null references organisation (id) deferrable initially deferred,
    -- From 1 without gap.
    number bigint not null,
    state text not null check (state in ('draft', 'submitted', 'accepted')),
    -- The chapters, an object: a word of each with its text.
    chapters jsonb not null,
    -- What changed since the version before.
    changes text not null,
    written_by_name text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    submitted_at timestamptz,
    accepted_on date,
    -- The document as it was accepted.
    pdf_digest text,
    version bigint not null default 1,
    primary key (beneficiary_id, number)
);
create unique index reversibility_plan_beneficiary_id_key on reversibility_plan (beneficiary_id) where state <> 'accepted';

-- Who accepted a version for a side.
create table reversibility_acceptance (
    beneficiary_id text not null,
    number bigint not null,
    side text not null check (side in ('provider', 'beneficiary')),
    person_id text references person (id) deferrable initially deferred,
    person_name text not null,
    at timestamptz not null,
    primary key (beneficiary_id, number, side),
    foreign key (beneficiary_id, number) references reversibility_plan (beneficiary_id, number) deferrable initially deferred
);
