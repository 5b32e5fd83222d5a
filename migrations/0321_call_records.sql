-- Where records of calls come from: an exchange, or a carrier. They belong to the provider.
create table call_source (
    id text primary key,
    name text not null,
    name_folded text not null,
    format text not null check (format in ('asterisk', 'cucm', 'carrier')),
    -- How its files are read: zone, outside prefix, trunks, columns.
    reading jsonb not null,
    -- Whose calls are those of a caller that is no known line; null to leave them out.
    owner_id text references organisation (id),
    version bigint not null default 1,
    created_at timestamptz not null,
    constraint call_source_name_folded_key unique (name_folded)
);

-- A file that was gone through.
create table call_import (
    id text primary key,
    source_id text not null references call_source (id),
    file_name text not null,
    digest text not null,
    size bigint not null,
    state text not null check (state in ('checking', 'applying', 'done', 'refused', 'cancelled')),
    -- Where it is: bytes and line gone through.
    bytes_done bigint not null,
    line_done bigint not null,
    -- What became of its records.
    added bigint not null,
    known bigint not null,
    unanswered bigint not null,
    incoming bigint not null,
    unowned bigint not null,
    too_old bigint not null,
    -- Why it was refused: line and message.
    trouble_line bigint,
    trouble jsonb,
    asked_by_name text not null,
    asked_at timestamptz not null,
    ended_at timestamptz,
    version bigint not null
);
create index call_import_asked on call_import (asked_at, id);
create index call_import_digest on call_import (source_id, digest);

-- One answered outgoing call; kept a year at most (R8.6).
create table call_record (
    beneficiary_id text not null references organisation (id),
    source_id text not null references call_source (id),
    -- The source's own name of the call, or the digest of its row.
    record_key text not null,
    at timestamptz not null,
    caller text not null,
    -- E.164 where there is one, else the digits dialled.
    called text not null,
    class text not null,
    -- Two letters, of overseas and foreign numbers.
    country text not null,
    seconds bigint not null,
    primary key (beneficiary_id, source_id, record_key)
);
create index call_record_at on call_record (at, record_key);
create index call_record_beneficiary_at on call_record (beneficiary_id, at, record_key);

-- What stays: calls and seconds of a month, by kind of number.
create table call_total (
    beneficiary_id text not null references organisation (id),
    -- First day of the month.
    month date not null,
    class text not null,
    country text not null,
    calls bigint not null,
    seconds bigint not null,
    primary key (beneficiary_id, month, class, country)
);
create index call_total_month on call_total (month, class, country);
