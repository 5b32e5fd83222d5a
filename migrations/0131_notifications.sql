-- Notifications: one row for each person to be told of one entry of the audit log. It holds no words: they are
-- composed when they are read, for their reader, from what that person may see then.
create table notification (
    -- The beneficiary it is about, or `provider` when it is about none.
    beneficiary_id text not null,
    id text not null,
    person_id text not null references person (id),
    event text not null,
    -- The entry.
    chain text not null,
    sequence bigint not null,
    ticket_id text,
    message_id text,
    actor_name text not null,
    at timestamptz not null,
    is_on_screen boolean not null,
    read_at timestamptz,
    mail_state text not null check (mail_state in ('none', 'waiting', 'written', 'dropped')),
    -- Not written before; the instant of the entry when no mail is wanted.
    mail_at timestamptz not null,
    primary key (beneficiary_id, id),
    constraint notification_beneficiary_id_person_id_chain_sequence_key
        unique (beneficiary_id, person_id, chain, sequence),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id)
);
create index notification_person on notification (person_id, is_on_screen, at, id);
create index notification_unread on notification (person_id, is_on_screen, read_at);
create index notification_mail on notification (mail_state, mail_at, id);

-- What a person chose for an event; the usual choice when there is no row.
create table notification_choice (
    person_id text not null references person (id),
    event text not null,
    by_mail boolean not null,
    on_screen boolean not null,
    primary key (person_id, event)
);
create index notification_choice_event on notification_choice (event, person_id);

-- When a person wants mail.
create table notification_setting (
    person_id text primary key references person (id),
    digest text not null check (digest in ('immediate', 'hourly', 'daily')),
    -- Mail waits until the service window opens.
    is_quiet boolean not null,
    -- Except when the highest level of criticality is not kept.
    lets_urgent boolean not null
);
