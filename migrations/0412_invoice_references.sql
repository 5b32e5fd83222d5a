-- Service code and commitment number that the recipient asked for on the invoices of a year, or on one of them (R2.5); they win over those
-- of the organisation.
create table invoice_reference (
    beneficiary_id text not null references organisation (id),
    year bigint not null,
    -- Identifier of the invoice; 'year' for every invoice of the year.
    subject text not null,
    service_code text not null,
    commitment_number text not null,
    recorded_at timestamptz not null,
    recorded_by_name text not null,
    primary key (beneficiary_id, year, subject)
);
