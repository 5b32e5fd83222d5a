-- Articles of the knowledge base. They belong to the provider; each of their versions says who reads it.
create table article (
    id text primary key,
    kind text not null check (kind in ('article', 'procedure')),
    category_id text references ticket_category (id) deferrable initially deferred,
    -- Who answers for it and is told when it must be read again.
    owner_id text references person (id) deferrable initially deferred,
    owner_name text not null,
    -- The version that is read; nothing before the first publication.
    published bigint,
    -- The newest version that counts; where it stands.
    latest bigint not null,
    stage text not null check (stage in ('draft', 'review', 'published')),
    -- The last day on which it is taken to be right without being read again.
    review_by date,
    -- The day above of which the owner was reminded.
    reminded_of date,
    retired_at timestamptz,
    -- Title of the version that is read, or of the newest before the first publication.
    title_folded text not null,
    version bigint not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    -- Sent by the form that made it: sending it twice makes one.
    idempotency_key text,
    constraint article_idempotency_key_key unique (idempotency_key)
);
create index article_title on article (title_folded, id);
create index article_due on article (review_by, id);

-- What was written, word for word: never changed.
create table article_version (
    article_id text not null references article (id) deferrable initially deferred,
    number bigint not null,
    title text not null,
    -- Markdown.
    body text not null,
    audience text not null check (audience in ('internal', 'everybody', 'named')),
    -- What changed, in the author's words.
    note text not null,
    author_id text references person (id) deferrable initially deferred,
    author_name text not null,
    written_at timestamptz not null,
    primary key (article_id, number)
);

-- The beneficiaries that a version with named readers is for.
create table article_audience (
    beneficiary_id text not null references organisation (id) deferrable initially deferred,
    article_id text not null,
    number bigint not null,
    primary key (beneficiary_id, article_id, number),
    foreign key (article_id, number) references article_version (article_id, number) deferrable initially deferred
);
create index article_audience_version on article_audience (article_id, number);

-- What a second person decided about a version.
create table article_review (
    article_id text not null,
    number bigint not null,
    -- From 1 for each version.
    sequence bigint not null,
    verdict text not null check (verdict in ('published', 'returned')),
    remark text not null,
    reviewer_id text references person (id) deferrable initially deferred,
    reviewer_name text not null,
    at timestamptz not null,
    primary key (article_id, number, sequence),
    foreign key (article_id, number) references article_version (article_id, number) deferrable initially deferred
);

-- How an article served, day by day and side by side: the organisation is a beneficiary or the provider. No person.
create table article_day (
    beneficiary_id text not null references organisation (id) deferrable initially deferred,
    article_id text not null references article (id) deferrable initially deferred,
    day date not null,
    reads bigint not null,
    -- Questions it answered before they became a ticket.
    answered bigint not null,
    -- Answers of the desk that it was put into.
    inserted bigint not null,
    primary key (beneficiary_id, article_id, day)
);
create index article_day_article on article_day (article_id, day);

-- Whether it helped its reader; one opinion a person, which may be changed.
create table article_vote (
    beneficiary_id text not null,
    article_id text not null references article (id) deferrable initially deferred,
    person_id text not null references person (id) deferrable initially deferred,
    is_helpful boolean not null,
    remark text not null,
    at timestamptz not null,
    primary key (beneficiary_id, article_id, person_id)
);
create index article_vote_article on article_vote (article_id, at);

-- The ticket an article was made of.
create table article_source (
    beneficiary_id text not null,
    article_id text not null references article (id) deferrable initially deferred,
    ticket_id text not null,
    primary key (beneficiary_id, article_id, ticket_id),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id) deferrable initially deferred
);
create index article_source_ticket on article_source (beneficiary_id, ticket_id);
create index article_source_article on article_source (article_id);
