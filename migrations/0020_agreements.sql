-- Versions of agreements: what was signed, frozen as imported. An amendment is a new version, never a change.
create table agreement_version (
    beneficiary_id text not null references organisation (id),
    id text not null,
    -- 1 is the agreement, then one number per amendment.
    number bigint not null check (number >= 1),
    kind text not null check (kind in ('agreement', 'amendment')),
    reference text not null,
    title text not null,
    -- First day the version rules; the next version ends it.
    effective_from date not null,
    -- Day of signature when the document bears one, and the year it always bears (R0.6).
    signed_on date,
    signature_year bigint not null,
    -- The file word for word, and its SHA-256.
    source text not null,
    source_digest text not null,
    document jsonb not null,
    -- What changed since the version before, in words a reader understands; empty for the first.
    difference jsonb not null,
    -- NULL when the system itself imported it.
    imported_by text references person (id),
    imported_by_name text not null,
    imported_at timestamptz not null,
    primary key (beneficiary_id, id),
    constraint agreement_version_beneficiary_id_number_key unique (beneficiary_id, number)
);
create index agreement_version_effective on agreement_version (beneficiary_id, effective_from, number);
