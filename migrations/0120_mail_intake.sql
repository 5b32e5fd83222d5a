-- Every mail that came, and the one thing that became of it. Its bytes are kept by digest.
create table incoming_mail (
    id text primary key,
    -- Where it was found: the mailbox, and its place there; a mail handed over by a pipe has its digest for a place.
    mailbox text not null,
    uid_validity bigint not null,
    uid bigint not null,
    digest text not null,
    size bigint not null,
    -- Same for the same mail delivered twice; only the first delivery has one.
    fingerprint text,
    message_id text not null,
    from_name text not null,
    from_address text not null,
    subject text not null,
    subject_folded text not null,
    preview text not null,
    received_at timestamptz not null,
    outcome text not null check (outcome in ('ticket', 'message', 'quarantine', 'rejected', 'ignored')),
    -- Why it made nothing, or waited.
    reason text,
    -- The ticket it made or was added to.
    owner_id text,
    ticket_id text,
    decided_by_id text references person (id),
    decided_by_name text not null default '',
    decided_at timestamptz,
    version bigint not null default 1,
    constraint incoming_mail_mailbox_uid_validity_uid_key unique (mailbox, uid_validity, uid),
    constraint incoming_mail_fingerprint_key unique (fingerprint),
    foreign key (owner_id, ticket_id) references ticket (beneficiary_id, id)
);
create index incoming_mail_outcome on incoming_mail (outcome, received_at, id);
create index incoming_mail_alike on incoming_mail (from_address, subject_folded, received_at);

-- What a ticket keeps of the mail that made it (no message) or one of its messages.
create table ticket_mail (
    beneficiary_id text not null,
    id text not null,
    ticket_id text not null,
    message_id text,
    digest text not null,
    from_address text not null,
    subject text not null,
    -- Whether a token proved the sender.
    is_proven boolean not null,
    has_html boolean not null,
    signature text not null,
    quoted text not null,
    -- The ticket it answered, which was over.
    follows_id text,
    at timestamptz not null,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id),
    foreign key (beneficiary_id, message_id) references ticket_message (beneficiary_id, id),
    foreign key (beneficiary_id, follows_id) references ticket (beneficiary_id, id)
);
create index ticket_mail_ticket on ticket_mail (beneficiary_id, ticket_id, at, id);
