-- What has to be done for a ticket, each by somebody or by a team.
create table ticket_task (
    beneficiary_id text not null,
    id text not null,
    ticket_id text not null,
    position bigint not null,
    title text not null,
    -- Deferred: an export lists tables by name.
    team_id text references team (id) deferrable initially deferred,
    -- Name of the team as a form says it, as long as no team bears it.
    team_word text,
    assignee_id text references person (id),
    -- Due day in Paris; 9999-12-31 when there is none, so that one index orders both.
    due_on date not null,
    -- The access of this person is taken away when the task is done (departure).
    revokes_person_id text,
    is_done boolean not null,
    done_at timestamptz,
    done_by_name text,
    created_by_name text not null,
    created_at timestamptz not null,
    version bigint not null default 1,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id),
    foreign key (beneficiary_id, revokes_person_id) references person (beneficiary_id, id)
);
create index ticket_task_ticket on ticket_task (beneficiary_id, ticket_id, position, id);
create index ticket_task_due on ticket_task (is_done, due_on, id);
create index ticket_task_assignee on ticket_task (assignee_id, is_done, due_on, id);

-- Tasks of requests were kept apart before.
insert into ticket_task (beneficiary_id, id, ticket_id, position, title, team_word, due_on, revokes_person_id, is_done,
    done_at, done_by_name, created_by_name, created_at)
    select k.beneficiary_id, k.id, k.ticket_id, k.position, k.title, k.team, coalesce(k.due_on, '9999-12-31'),
    k.revokes_person_id, k.done_at is not null, k.done_at, k.done_by_name, '', r.asked_at
    from request_task k join service_request r on r.beneficiary_id = k.beneficiary_id and r.ticket_id = k.ticket_id;
drop table request_task;

-- Tasks that always come together, kept as data: they belong to the provider.
create table checklist (
    id text primary key,
    name text not null,
    name_folded text not null,
    -- An array of {title, team, due_days}.
    items jsonb not null,
    archived_at timestamptz,
    version bigint not null default 1,
    created_at timestamptz not null,
    constraint checklist_name_folded_key unique (name_folded)
);
