-- The invoice that a credit note lowers without cancelling it (R2.11).
create table credit_reduction (
    beneficiary_id text not null,
    credit_note_id text not null,
    invoice_id text not null,
    primary key (beneficiary_id, credit_note_id),
    foreign key (beneficiary_id, credit_note_id) references invoice (beneficiary_id, id) on delete cascade,
    foreign key (beneficiary_id, invoice_id) references invoice (beneficiary_id, id)
);
create index credit_reduction_invoice on credit_reduction (beneficiary_id, invoice_id, credit_note_id);

-- Drafts that the provider showed to the beneficiary before issuing them.
create table invoice_submission (
    beneficiary_id text not null,
    invoice_id text not null,
    submitted_at timestamptz not null,
    submitted_by_name text not null,
    primary key (beneficiary_id, invoice_id),
    foreign key (beneficiary_id, invoice_id) references invoice (beneficiary_id, id) on delete cascade
);
