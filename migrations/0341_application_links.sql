-- Which application a ticket is about.
create table ticket_application (
    beneficiary_id text not null,
    ticket_id text not null,
    application_id text not null,
    primary key (beneficiary_id, ticket_id),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id) deferrable initially deferred,
    foreign key (beneficiary_id, application_id) references application (beneficiary_id, id) deferrable initially deferred
);
create index ticket_application_application on ticket_application (beneficiary_id, application_id, ticket_id);

-- Which applications an article is about: operating procedures (art. 2-II.D).
create table article_application (
    beneficiary_id text not null,
    article_id text not null references article (id) deferrable initially deferred,
    application_id text not null,
    linked_by_name text not null,
    linked_at timestamptz not null,
    primary key (beneficiary_id, article_id, application_id),
    foreign key (beneficiary_id, application_id) references application (beneficiary_id, id) deferrable initially deferred
);
create index article_application_application on article_application (beneficiary_id, application_id, article_id);
