-- A pack that was handed over (R9.12): who received it, when, and the digest of its manifest; then that the beneficiary found it whole.
create table reversibility_handover (
    beneficiary_id text not null references organisation (id) deferrable initially deferred,
    id text not null,
    handed_on date not null,
    -- Function of who received it, not a name.
    received_by text not null,
    means text not null,
    -- SHA-256 of the manifest of the pack.
    manifest text not null,
    note text not null,
    recorded_by_name text not null,
    recorded_at timestamptz not null,
    -- What the beneficiary said of it once it was verified.
    accepted_at timestamptz,
    accepted_by_name text not null,
    remarks text not null,
    primary key (beneficiary_id, id)
);
create index reversibility_handover_handed on reversibility_handover (beneficiary_id, handed_on, id);
