-- Mailboxes that are read, and how each has been doing.
create table mailbox (
    id text primary key,
    name text not null,
    name_folded text not null,
    -- The address people write to.
    address text not null,
    host text not null,
    port bigint not null,
    security text not null check (security in ('starttls', 'tls', 'plain')),
    user_name text not null,
    sign_in text not null check (sign_in in ('password', 'xoauth2')),
    -- Sealed by the instance's key, for this row alone.
    secret text not null,
    folder text not null,
    -- Where mails go once they are taken; empty to leave them where they are.
    done_folder text not null,
    -- Whose people mostly write there; said beside what waits in the quarantine.
    for_id text references organisation (id),
    is_enabled boolean not null,
    version bigint not null default 1,
    created_at timestamptz not null,
    -- Everything up to this mail was taken, as long as UIDVALIDITY stays.
    uid_validity bigint,
    last_uid bigint not null default 0,
    last_success_at timestamptz,
    last_mail_at timestamptz,
    -- Mails that were there at the last look and not taken yet.
    waiting bigint not null default 0,
    -- Since when it cannot be read, while doing what, and the server's words.
    failing_since timestamptz,
    failed_step text not null default '',
    last_error text not null default '',
    constraint mailbox_name_folded_key unique (name_folded)
);
