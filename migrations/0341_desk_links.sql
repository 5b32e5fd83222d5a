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

-- The changes that a project needs. A change belongs to the provider; the link to the project's beneficiary.
create table project_change (
    beneficiary_id text not null,
    project_id text not null,
    change_id text not null references change (id) deferrable initially deferred,
    linked_by_name text not null,
    linked_at timestamptz not null,
    primary key (beneficiary_id, project_id, change_id),
    foreign key (beneficiary_id, project_id) references project (beneficiary_id, id) deferrable initially deferred
);
create index project_change_change on project_change (change_id, beneficiary_id, project_id);
