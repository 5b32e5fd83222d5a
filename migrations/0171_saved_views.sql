-- Views of the list of tickets: a line of filters under a name.
create table saved_view (
    -- The beneficiary whose people read it, or `provider`.
    beneficiary_id text not null,
    id text not null,
    -- Who reads it: one person, the members of a team, or everybody who sees every ticket of the beneficiary.
    audience text not null check (audience in ('person', 'team', 'beneficiary')),
    person_id text references person (id),
    team_id text references team (id),
    name text not null,
    line text not null,
    rank bigint not null,
    created_by_name text not null,
    -- Since when it is gone; it can be brought back for a day.
    deleted_at timestamptz,
    version bigint not null default 1,
    created_at timestamptz not null,
    primary key (beneficiary_id, id)
);
create index saved_view_person on saved_view (person_id, rank, id);
create index saved_view_team on saved_view (team_id, rank, id);
create index saved_view_audience on saved_view (audience, beneficiary_id, rank, id);
