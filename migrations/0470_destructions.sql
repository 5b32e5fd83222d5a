-- Days after a pack was handed over from which its data may be deleted although the beneficiary said nothing about it; without any,
-- only what the beneficiary found whole is deleted.
alter table reversibility_plan add column deletion_days bigint;

-- The deletion of what was held for a beneficiary, after the agreement ended and its pack was handed over (R9.12).
create table destruction (
    beneficiary_id text not null references organisation (id) deferrable initially deferred,
    id text not null,
    state text not null check (state in ('asked', 'running', 'files', 'done', 'withdrawn')),
    -- The hand-over it follows, and the digest of the manifest then.
    handover_id text not null,
    manifest text not null,
    -- Last day of the agreement.
    ended_on date not null,
    -- Why it may follow that hand-over: the beneficiary found the pack whole, or the delay of the plan has passed.
    basis text not null check (basis in ('acknowledged', 'delay')),
    -- How what is deleted is made unreadable, in words; and the last day on which a backup may still hold it.
    method text not null,
    backups_until date not null,
    asked_by_id text not null,
    asked_by_name text not null,
    asked_at timestamptz not null,
    -- Another person of the provider.
    confirmed_by_id text,
    confirmed_by_name text not null,
    confirmed_at timestamptz,
    -- Rows to be deleted when it was confirmed, and those deleted so far.
    total bigint not null,
    done bigint not null,
    -- Why it stands still: a message.
    trouble jsonb,
    -- When the files that nobody else names were laid aside.
    laid_at timestamptz,
    -- When it was over or given up, by whom and why.
    closed_at timestamptz,
    closed_by_name text not null,
    closed_why text not null,
    -- What the certificate says, and its file.
    certificate jsonb,
    pdf_digest text,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, handover_id) references reversibility_handover (beneficiary_id, id) deferrable initially deferred
);
create unique index destruction_beneficiary_id_key on destruction (beneficiary_id) where state in ('asked', 'running', 'files');
create index destruction_state on destruction (state, beneficiary_id);

-- How many rows of a table it deleted, with the file they named: kept with each portion that goes, so that a stop loses no count.
create table destruction_count (
    beneficiary_id text not null,
    destruction_id text not null,
    name text not null,
    deleted bigint not null,
    primary key (beneficiary_id, destruction_id, name),
    foreign key (beneficiary_id, destruction_id) references destruction (beneficiary_id, id) deferrable initially deferred
);

-- A stored file that a deleted row named: removed when nobody else names it.
create table destruction_file (
    beneficiary_id text not null,
    destruction_id text not null,
    digest text not null,
    state text not null check (state in ('named', 'aside', 'removed', 'kept')),
    primary key (beneficiary_id, destruction_id, digest),
    foreign key (beneficiary_id, destruction_id) references destruction (beneficiary_id, id) deferrable initially deferred
);
create index destruction_file_state on destruction_file (beneficiary_id, destruction_id, state, digest);

-- Never holds a row: what leads here leads nowhere.
create table destruction_shut (
    id text not null primary key,
    constraint destruction_shut_empty check (id <> id)
);

-- Opens, to one confirmed deletion, the guards that keep frozen rows from being deleted. `never` leads nowhere, which both engines
-- find out when the transaction ends: no transaction can end with such a row, so that it opens nothing outside the one that wrote it.
create table destruction_opening (
    beneficiary_id text not null primary key,
    destruction_id text not null,
    never text not null references destruction_shut (id) deferrable initially deferred,
    foreign key (beneficiary_id, destruction_id) references destruction (beneficiary_id, id) deferrable initially deferred
);
