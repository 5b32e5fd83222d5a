-- What becomes of an invoice at the accountant's: the revenue order by which it is collected (R2.2, R2.3). A correction is a new row
-- that names the one it replaces.
create table revenue_order (
    beneficiary_id text not null,
    id text not null,
    invoice_id text not null,
    -- Financial year in whose books it stands.
    fiscal_year bigint not null,
    order_number text not null,
    slip_number text not null,
    ordered_on date not null,
    replaces_id text,
    -- Why the row before was wrong.
    reason text not null,
    -- Name of the file it was read from; empty when somebody typed it.
    source text not null,
    recorded_at timestamptz not null,
    recorded_by_id text,
    recorded_by_name text not null,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, invoice_id) references invoice (beneficiary_id, id),
    foreign key (beneficiary_id, replaces_id) references revenue_order (beneficiary_id, id),
    constraint revenue_order_beneficiary_id_replaces_id_key unique (beneficiary_id, replaces_id)
);
create unique index revenue_order_beneficiary_id_invoice_id_key on revenue_order (beneficiary_id, invoice_id) where replaces_id is null;
create index revenue_order_invoice on revenue_order (beneficiary_id, invoice_id, id);

-- Money received for an invoice. A payment entered by mistake is taken back by a row of the opposite amount.
create table payment (
    beneficiary_id text not null,
    id text not null,
    invoice_id text not null,
    received_on date not null,
    -- Cents; below zero when a payment is taken back.
    amount bigint not null check (amount <> 0),
    -- What names the transfer on the accountant's statement.
    reference text not null,
    reverses_id text,
    -- Why a payment was taken back.
    reason text not null,
    source text not null,
    recorded_at timestamptz not null,
    recorded_by_id text,
    recorded_by_name text not null,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, invoice_id) references invoice (beneficiary_id, id),
    foreign key (beneficiary_id, reverses_id) references payment (beneficiary_id, id),
    constraint payment_beneficiary_id_reverses_id_key unique (beneficiary_id, reverses_id)
);
create index payment_invoice on payment (beneficiary_id, invoice_id, id);

-- What was already said about an unpaid invoice: each step once.
create table payment_reminder (
    beneficiary_id text not null,
    invoice_id text not null,
    step text not null check (step in ('first', 'second', 'formal', 'lapse_12', 'lapse_6', 'lapse_1')),
    -- How many persons it was written to.
    told bigint not null,
    sent_at timestamptz not null,
    primary key (beneficiary_id, invoice_id, step),
    foreign key (beneficiary_id, invoice_id) references invoice (beneficiary_id, id)
);
