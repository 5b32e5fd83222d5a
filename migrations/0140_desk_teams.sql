-- Categories of tickets: a tree of two levels, proposed and never required.
create table ticket_category (
    id text primary key,
    parent_id text references ticket_category (id) deferrable initially deferred,
    name text not null,
    name_folded text not null,
    -- Of no use any more: kept for the tickets that have it.
    archived_at timestamptz,
    version bigint not null default 1,
    created_at timestamptz not null
);

-- Teams of the provider and its contractors.
create table team (
    id text primary key,
    name text not null,
    name_folded text not null,
    description text not null default '',
    -- What the team takes, an array of rules; a new ticket goes to the first team, by rank, with a rule that fits.
    takes jsonb not null,
    rank bigint not null,
    archived_at timestamptz,
    version bigint not null default 1,
    created_at timestamptz not null,
    constraint team_name_folded_key unique (name_folded)
);
create table team_member (
    team_id text not null references team (id),
    person_id text not null references person (id),
    primary key (team_id, person_id)
);
create index team_member_person on team_member (person_id, team_id);

-- Deferred: an export lists tickets before the teams and categories that came later.
alter table ticket add column team_id text references team (id) deferrable initially deferred;
alter table ticket add column category_id text references ticket_category (id) deferrable initially deferred;
create index ticket_team_due on ticket (team_id, is_open, due_at, id);

-- Who follows a ticket besides those who asked for it or work on it.
create table ticket_watcher (
    beneficiary_id text not null,
    ticket_id text not null,
    person_id text not null references person (id),
    added_by_name text not null,
    added_at timestamptz not null,
    primary key (beneficiary_id, ticket_id, person_id),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id)
);
create index ticket_watcher_person on ticket_watcher (person_id, beneficiary_id, ticket_id);

-- A duplicate and the main ticket that goes on in its place. Undone: the row goes, the audit log keeps both.
create table ticket_merge (
    beneficiary_id text not null,
    ticket_id text not null,
    into_id text not null,
    merged_by_name text not null,
    merged_at timestamptz not null,
    -- Person whom the merge let follow the main ticket; nobody when that person followed it already.
    watcher_id text references person (id),
    -- Versions that the merge left behind: as long as both stand, it can be undone.
    version_after bigint not null,
    main_version_after bigint not null,
    -- Where the duplicate stood before.
    state_before text not null,
    primary key (beneficiary_id, ticket_id),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id),
    foreign key (beneficiary_id, into_id) references ticket (beneficiary_id, id)
);
create index ticket_merge_into on ticket_merge (beneficiary_id, into_id, merged_at);

-- Changes are of more kinds now: the kinds are checked by the program alone.
create table ticket_change_kept as select * from ticket_change;
drop table ticket_change;
create table ticket_change (
    beneficiary_id text not null,
    id text not null,
    ticket_id text not null,
    kind text not null,
    value_before text not null,
    value_after text not null,
    actor_id text references person (id),
    actor_name text not null,
    at timestamptz not null,
    version bigint not null,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id)
);
insert into ticket_change (beneficiary_id, id, ticket_id, kind, value_before, value_after, actor_id, actor_name, at, version)
    select beneficiary_id, id, ticket_id, kind, value_before, value_after, actor_id, actor_name, at, version from ticket_change_kept;
drop table ticket_change_kept;
create index ticket_change_ticket on ticket_change (beneficiary_id, ticket_id, id);
