-- Mail to send: each row is one mail, written in the transaction of what it tells.
create table outbox (
    -- The beneficiary it is about, or `provider` when it is about none.
    beneficiary_id text not null,
    id text not null,
    ticket_id text,
    kind text not null,
    -- Who receives it; nobody known for an address alone.
    person_id text references person (id),
    to_name text not null,
    to_address text not null,
    subject text not null,
    body_text text not null,
    body_html text not null,
    -- The same each time it is handed over.
    message_id text not null,
    reply_to text,
    -- Message-IDs of the exchange, separated by spaces.
    thread_ids text not null,
    state text not null check (state in ('queued', 'sent', 'failed', 'bounced', 'held', 'cancelled')),
    attempts bigint not null,
    -- Not handed over before; whoever takes it moves this to the end of a lease.
    next_at timestamptz not null,
    last_error text not null default '',
    created_at timestamptz not null,
    sent_at timestamptz,
    primary key (beneficiary_id, id),
    constraint outbox_beneficiary_id_message_id_key unique (beneficiary_id, message_id),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id)
);
create index outbox_due on outbox (state, next_at, id);
create index outbox_state_created on outbox (state, created_at, id);
create index outbox_created on outbox (created_at, id);
create index outbox_message on outbox (message_id);
create index outbox_ticket on outbox (beneficiary_id, ticket_id, created_at, id);

-- Automatic mails of a day, to an address or to an address about a ticket: nobody is flooded (RFC 3834).
create table mail_budget (
    subject text not null,
    day date not null,
    sent bigint not null,
    refused bigint not null,
    primary key (subject, day)
);
create index mail_budget_day on mail_budget (day, refused);

-- How the server through which mail leaves has been doing: one row.
create table mail_server (
    name text primary key,
    last_sent_at timestamptz,
    -- Since when no mail leaves at all, and why.
    failing_since timestamptz,
    last_error text not null default '',
    -- Whether that was told to those who look after the instance.
    is_told boolean not null
);
