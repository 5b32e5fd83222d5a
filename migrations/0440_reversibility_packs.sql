-- A reversibility pack that was asked for (art. 3 and 7, R9.12): everything held for a beneficiary in one file, for some days.
create table reversibility_pack (
    beneficiary_id text not null references organisation (id) deferrable initially deferred,
    id text not null,
    state text not null check (state in ('waiting', 'making', 'ready', 'failed', 'cancelled', 'expired')),
    -- Rows and files to be written, and those written so far.
    total bigint not null,
    done bigint not null,
    -- Why it could not be made: a message.
    trouble jsonb,
    -- SHA-256 of the file, its name in the store; of its manifest, which both sides compare.
    digest text,
    manifest text,
    size bigint,
    file_count bigint,
    row_count bigint,
    missing_count bigint,
    asked_by_id text references person (id) deferrable initially deferred,
    asked_by_name text not null,
    asked_at timestamptz not null,
    finished_at timestamptz,
    expires_at timestamptz,
    primary key (beneficiary_id, id)
);
create unique index reversibility_pack_beneficiary_id_key on reversibility_pack (beneficiary_id) where state in ('waiting', 'making');
create index reversibility_pack_expires on reversibility_pack (state, expires_at);
