-- Request forms, as imported: a file per version, never changed. They belong to the instance.
create table request_form (
    id text primary key,
    code text not null,
    version bigint not null,
    source text not null,
    source_digest text not null,
    document jsonb not null,
    imported_by_name text not null,
    imported_at timestamptz not null,
    -- Not offered any more; requests already made keep it.
    retired_at timestamptz,
    constraint request_form_code_version_key unique (code, version)
);

-- What the agreement says of a ticket, judged at intake or when the desk says what it is about (R0.3, R0.4).
create table ticket_scope (
    beneficiary_id text not null,
    ticket_id text not null,
    concern jsonb not null,
    standing text not null check (standing in ('in_scope', 'unsaid', 'beneficiarys', 'not_subscribed', 'no_core', 'under_warranty')),
    finding jsonb not null,
    judged_at timestamptz not null,
    judged_by_name text not null,
    primary key (beneficiary_id, ticket_id),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id)
);

-- What was answered to a form, with its version, and how the request goes on (G.3).
create table service_request (
    beneficiary_id text not null,
    ticket_id text not null,
    requester_id text not null,
    form_id text not null references request_form (id),
    form_code text not null,
    answers jsonb not null,
    asked_at timestamptz not null,
    -- When every approval was given, or at once without any: the clock of G.3 starts.
    accepted_at timestamptz,
    refused_at timestamptz,
    -- Technical go-live, as recorded by who put it in production.
    live_at timestamptz,
    live_by_name text,
    version bigint not null,
    primary key (beneficiary_id, ticket_id),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id),
    foreign key (beneficiary_id, requester_id) references person (beneficiary_id, id)
);
create index service_request_live on service_request (beneficiary_id, live_at, ticket_id);
create index service_request_requester on service_request (beneficiary_id, requester_id, form_code, asked_at);

-- What the teams do for a request.
create table request_task (
    beneficiary_id text not null,
    id text not null,
    ticket_id text not null,
    position bigint not null,
    title text not null,
    team text not null,
    due_on date,
    -- The access of this person is taken away on the due day (departure).
    revokes_person_id text,
    done_at timestamptz,
    done_by_name text,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, ticket_id) references service_request (beneficiary_id, ticket_id),
    foreign key (beneficiary_id, revokes_person_id) references person (beneficiary_id, id)
);
create index request_task_ticket on request_task (beneficiary_id, ticket_id, position, id);
