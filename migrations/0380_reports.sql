-- Monthly operational reports and annual reports of a beneficiary (article 2, R7.5). The consolidated one is the provider's own:
-- its row carries the provider's identifier, so that no beneficiary ever reads it.
create table report (
    beneficiary_id text not null references organisation (id) deferrable initially deferred,
    id text not null,
    kind text not null check (kind in ('monthly', 'annual')),
    first_day date not null,
    last_day date not null,
    -- 1, then one more for each correction of what was published.
    edition bigint not null check (edition >= 1),
    corrects_id text,
    reason text not null default '',
    state text not null check (state in ('draft', 'review', 'published')),
    -- What a person writes: before the figures, and about the period to come.
    introduction text not null default '',
    plan text not null default '',
    -- The report as data, and its few figures that the consolidated one takes up.
    document jsonb not null,
    headlines jsonb not null,
    computed_at timestamptz not null,
    -- Files of what was published, kept by digest.
    pdf_digest text,
    document_digest text,
    published_at timestamptz,
    published_by_name text not null default '',
    version bigint not null default 1,
    created_at timestamptz not null,
    primary key (beneficiary_id, id),
    constraint report_beneficiary_id_kind_first_day_edition_key unique (beneficiary_id, kind, first_day, edition),
    constraint report_published_complete check (
        state <> 'published' or (pdf_digest is not null and document_digest is not null and published_at is not null)
    ),
    foreign key (beneficiary_id, corrects_id) references report (beneficiary_id, id) deferrable initially deferred
);
create index report_first on report (first_day, id);
create index report_beneficiary_first on report (beneficiary_id, first_day, id);
create index report_kind_first on report (kind, first_day, beneficiary_id, edition);

create table report_comment (
    beneficiary_id text not null,
    id text not null,
    report_id text not null,
    author_id text references person (id) deferrable initially deferred,
    author_name text not null,
    is_provider boolean not null,
    body text not null,
    at timestamptz not null,
    idempotency_key text,
    primary key (beneficiary_id, id),
    constraint report_comment_beneficiary_id_report_id_idempotency_key_key unique (beneficiary_id, report_id, idempotency_key),
    foreign key (beneficiary_id, report_id) references report (beneficiary_id, id) deferrable initially deferred
);
create index report_comment_report on report_comment (beneficiary_id, report_id, at, id);

-- The drafts of a period for every beneficiary, made one after the other: where the work stands, so that it goes on after a stop.
create table report_run (
    id text primary key,
    kind text not null check (kind in ('monthly', 'annual')),
    first_day date not null,
    total bigint not null,
    done bigint not null default 0,
    -- Beneficiaries without a report, such as those without an agreement.
    skipped bigint not null default 0,
    -- Name and identifier of the last one done: the next follows.
    last_name text not null default '',
    last_id text not null default '',
    asked_by_name text not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    constraint report_run_kind_first_day_key unique (kind, first_day)
);
