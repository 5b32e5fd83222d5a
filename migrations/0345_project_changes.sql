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
