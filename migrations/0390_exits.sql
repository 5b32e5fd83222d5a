-- A notice to leave an agreement before its term (art. 7, R3.8 to R3.11). What it gives is computed once, when it is
-- received, and kept with its explanation.
create table exit_notice (
    beneficiary_id text not null references organisation (id),
    id text not null,
    -- Which party leaves.
    given_by text not null check (given_by in ('provider', 'beneficiary')),
    -- Function of who signed for it, not a name.
    signatory text not null,
    means text not null check (means in ('registered_letter', 'electronic_registered', 'hand_delivery')),
    -- Number of the deliberation or of the letter.
    reference text not null,
    received_on date not null,
    agreement_version bigint not null,
    last_day date not null,
    -- How the last day came about.
    explanation jsonb not null,
    state text not null check (state in ('received', 'confirmed', 'withdrawn')),
    -- Identifiers of the goods that the beneficiary takes back at their net book value (R3.5); the others are left.
    taken_back jsonb not null,
    -- What is due for the goods, as it was confirmed.
    statement jsonb,
    closed_at timestamptz,
    closed_by_name text not null,
    -- Why it was withdrawn.
    closed_why text not null,
    recorded_at timestamptz not null,
    recorded_by_name text not null,
    version bigint not null,
    primary key (beneficiary_id, id)
);
create unique index exit_notice_beneficiary_id_key on exit_notice (beneficiary_id) where state <> 'withdrawn';

-- A consequence of the notice that was seen to (R3.11), with what shows it.
create table exit_task (
    beneficiary_id text not null,
    notice_id text not null,
    consequence text not null,
    proof text not null,
    done_at timestamptz not null,
    done_by_name text not null,
    primary key (beneficiary_id, notice_id, consequence),
    foreign key (beneficiary_id, notice_id) references exit_notice (beneficiary_id, id)
);
