-- Certificates of the provider's insurance (art. 6 and 9, R6.5). They are the provider's own and show every beneficiary the same
-- cover, so they belong to none.
create table insurance_certificate (
    id text primary key,
    insurer text not null,
    policy text not null,
    -- What is covered, in words.
    covers text not null,
    valid_from date not null,
    valid_until date not null,
    file_digest text,
    file_name text not null,
    recorded_by_name text not null,
    recorded_at timestamptz not null,
    -- Taken back: it proves nothing any more, and stays to be read.
    withdrawn_at timestamptz,
    withdrawn_by_name text not null default '',
    withdrawn_reason text not null default '',
    idempotency_key text,
    constraint insurance_certificate_idempotency_key_key unique (idempotency_key)
);
create index insurance_certificate_valid on insurance_certificate (valid_until, id);
