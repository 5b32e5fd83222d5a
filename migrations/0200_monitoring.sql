-- Monitoring systems that post what they see. They belong to the provider; no secret is stored.
create table monitoring_source (
    id text primary key,
    name text not null,
    name_folded text not null,
    kind text not null check (kind in ('alertmanager', 'icinga2', 'zabbix', 'generic')),
    is_enabled boolean not null,
    -- The secret is made from the instance's key, this row and this number: a new number is a new secret.
    secret_generation bigint not null default 1,
    -- What becomes of a ticket when everything it is about has recovered.
    on_recovery text not null check (on_recovery in ('resolve', 'close', 'note')),
    -- What fails again within so many hours of its resolution is the same incident.
    reopen_hours bigint not null,
    -- After so many tickets within so many minutes, for one beneficiary, the next ones are collected in one.
    storm_count bigint not null,
    storm_minutes bigint not null,
    -- What each severity means: an array of objects.
    severities jsonb not null,
    version bigint not null default 1,
    created_at timestamptz not null,
    last_event_at timestamptz,
    -- The last time something came that did not prove where it came from, or was unreadable.
    last_refused_at timestamptz,
    last_refusal text,
    constraint monitoring_source_name_folded_key unique (name_folded)
);

-- Whose events of a source are: no rule, no ticket.
create table monitoring_rule (
    beneficiary_id text not null references organisation (id),
    id text not null,
    source_id text not null references monitoring_source (id),
    -- Empty for every event.
    label text not null,
    -- Ends with a star for a beginning.
    value text not null,
    -- For whom the ticket is.
    contact_id text not null,
    site_id text,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, contact_id) references person (beneficiary_id, id),
    foreign key (beneficiary_id, site_id) references site (beneficiary_id, id)
);
create index monitoring_rule_source on monitoring_rule (source_id, id);

-- A ticket that a source opened: for one host and service, or for a storm.
create table monitoring_incident (
    beneficiary_id text not null,
    ticket_id text not null,
    source_id text not null references monitoring_source (id),
    host text not null,
    service text not null,
    is_storm boolean not null,
    opened_at timestamptz not null,
    -- When an event last came for it, and when the ticket last said so.
    last_at timestamptz not null,
    said_at timestamptz not null,
    primary key (beneficiary_id, ticket_id),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id)
);
create index monitoring_incident_group
    on monitoring_incident (beneficiary_id, source_id, is_storm, host, service, opened_at);
create index monitoring_incident_opened on monitoring_incident (beneficiary_id, source_id, is_storm, opened_at);

-- One thing watched that failed, by the source's own name of it, and whether it still does.
create table monitoring_alarm (
    beneficiary_id text not null,
    id text not null,
    source_id text not null references monitoring_source (id),
    alarm_key text not null,
    host text not null,
    service text not null,
    severity text not null,
    summary text not null,
    is_firing boolean not null,
    -- Times it began to fail.
    times bigint not null,
    ticket_id text not null,
    began_at timestamptz not null,
    -- When it last began to fail or recovered, as the source tells.
    changed_at timestamptz not null,
    primary key (beneficiary_id, id),
    constraint monitoring_alarm_beneficiary_id_source_id_alarm_key_key unique (beneficiary_id, source_id, alarm_key),
    foreign key (beneficiary_id, ticket_id) references monitoring_incident (beneficiary_id, ticket_id)
);
create index monitoring_alarm_ticket on monitoring_alarm (beneficiary_id, ticket_id, is_firing, began_at, id);
create index monitoring_alarm_group on monitoring_alarm (beneficiary_id, source_id, host, service, changed_at);

-- Every event that came, and the one thing that became of it.
create table monitoring_event (
    id text primary key,
    source_id text not null references monitoring_source (id),
    -- Same for the same event delivered twice.
    event_key text not null,
    at timestamptz not null,
    is_firing boolean not null,
    host text not null,
    service text not null,
    severity text not null,
    summary text not null,
    outcome text not null check (outcome in
        ('opened', 'grouped', 'held', 'reopened', 'recovered', 'resolved', 'noted', 'ignored', 'refused')),
    -- Why it made nothing.
    reason text,
    -- Times it was delivered.
    times bigint not null,
    owner_id text,
    ticket_id text,
    constraint monitoring_event_source_id_event_key_key unique (source_id, event_key),
    foreign key (owner_id, ticket_id) references ticket (beneficiary_id, id)
);
create index monitoring_event_source on monitoring_event (source_id, at, id);
create index monitoring_event_at on monitoring_event (at);
