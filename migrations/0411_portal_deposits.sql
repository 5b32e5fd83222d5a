-- An issued invoice handed to the public invoicing portal. The same file is there once at a time: only what was refused may be
-- deposited again.
create table portal_deposit (
    beneficiary_id text not null,
    id text not null,
    invoice_id text not null,
    -- SHA-256 of the file that is deposited.
    digest text not null,
    file_name text not null,
    -- waiting: to be sent; uncertain: sent, the answer is not known; received: the portal has it; integrated: accepted; refused;
    -- abandoned: the portal was out of reach for too long.
    state text not null check (state in ('waiting', 'uncertain', 'received', 'integrated', 'refused', 'abandoned')),
    -- Number that the portal gave.
    flow_number text not null,
    -- State in the portal's own words: of the flow, then of the invoice.
    portal_state text not null,
    -- Why it was refused, or why the last attempt failed.
    reason text not null,
    attempts bigint not null,
    -- Looked at again from then on; nothing when it is over.
    next_at timestamptz,
    -- When it was last handed over.
    sent_at timestamptz,
    asked_at timestamptz not null,
    asked_by_id text,
    asked_by_name text not null,
    ended_at timestamptz,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, invoice_id) references invoice (beneficiary_id, id)
);
create unique index portal_deposit_beneficiary_id_digest_key on portal_deposit (beneficiary_id, digest)
    where state not in ('refused', 'abandoned');
create index portal_deposit_due on portal_deposit (beneficiary_id, next_at) where next_at is not null;
create index portal_deposit_invoice on portal_deposit (beneficiary_id, invoice_id, id);
