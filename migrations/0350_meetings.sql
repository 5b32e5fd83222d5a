-- Meetings of the committees of the agreement (article 2, R7): what is planned, who comes, what is said, what follows.
create table meeting (
    beneficiary_id text not null references organisation (id) deferrable initially deferred,
    id text not null,
    committee text not null check (committee in ('steering', 'technical', 'operational')),
    -- Why it meets beside its plan; empty for a meeting of the plan.
    subject text not null,
    starts_at timestamptz not null,
    minutes_long bigint not null,
    place text not null,
    state text not null check (state in ('planned', 'convened', 'held', 'cancelled')),
    cancel_reason text not null default '',
    -- Raised each time those invited are told of a change (RFC 5545).
    sequence bigint not null default 0,
    -- What the minutes say before their points.
    summary text not null default '',
    minutes_state text not null default 'draft' check (minutes_state in ('draft', 'sent', 'validated')),
    sent_at timestamptz,
    validated_at timestamptz,
    -- The file both sides validated.
    minutes_digest text,
    -- The activity report presented (operational review, R7.2).
    report_digest text,
    report_name text not null default '',
    version bigint not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    idempotency_key text,
    primary key (beneficiary_id, id),
    constraint meeting_beneficiary_id_idempotency_key_key unique (beneficiary_id, idempotency_key)
);
create index meeting_beneficiary_starts on meeting (beneficiary_id, starts_at, id);
create index meeting_starts on meeting (starts_at, id);

create table meeting_participant (
    beneficiary_id text not null,
    id text not null,
    meeting_id text not null,
    place bigint not null,
    side text not null check (side in ('provider', 'beneficiary')),
    function text not null,
    -- Who sits in this function, when known here.
    person_id text references person (id) deferrable initially deferred,
    name text not null,
    is_optional boolean not null,
    presence text not null default 'unknown' check (presence in ('unknown', 'present', 'excused', 'absent')),
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, meeting_id) references meeting (beneficiary_id, id) deferrable initially deferred
);
create index meeting_participant_meeting on meeting_participant (beneficiary_id, meeting_id, place, id);

-- Points of the agenda, and what the minutes say of each.
create table agenda_item (
    beneficiary_id text not null,
    id text not null,
    meeting_id text not null,
    place bigint not null,
    title text not null,
    detail text not null,
    -- Where it comes from: 'typed', 'plan', 'indicator', 'action', 'decision', 'deadline'.
    source text not null,
    -- What it speaks of, so that it is proposed once; empty for what was typed.
    reference text not null,
    -- The page that tells more; empty when there is none.
    path text not null,
    minutes text not null default '',
    version bigint not null default 1,
    removed_at timestamptz,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, meeting_id) references meeting (beneficiary_id, id) deferrable initially deferred
);
create index agenda_item_meeting on agenda_item (beneficiary_id, meeting_id, place, id);

create table minutes_comment (
    beneficiary_id text not null,
    id text not null,
    meeting_id text not null,
    author_id text references person (id) deferrable initially deferred,
    author_name text not null,
    is_provider boolean not null,
    body text not null,
    at timestamptz not null,
    idempotency_key text,
    primary key (beneficiary_id, id),
    constraint minutes_comment_beneficiary_id_meeting_id_idempotency_key_key unique (beneficiary_id, meeting_id, idempotency_key),
    foreign key (beneficiary_id, meeting_id) references meeting (beneficiary_id, id) deferrable initially deferred
);
create index minutes_comment_meeting on minutes_comment (beneficiary_id, meeting_id, at, id);

-- A side agrees to the minutes as sent. Taken away when they are written again.
create table minutes_validation (
    beneficiary_id text not null,
    meeting_id text not null,
    side text not null check (side in ('provider', 'beneficiary')),
    person_id text references person (id) deferrable initially deferred,
    person_name text not null,
    at timestamptz not null,
    primary key (beneficiary_id, meeting_id, side),
    foreign key (beneficiary_id, meeting_id) references meeting (beneficiary_id, id) deferrable initially deferred
);

-- What validated minutes should have said.
create table minutes_erratum (
    beneficiary_id text not null,
    id text not null,
    meeting_id text not null,
    body text not null,
    author_name text not null,
    at timestamptz not null,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, meeting_id) references meeting (beneficiary_id, id) deferrable initially deferred
);
create index minutes_erratum_meeting on minutes_erratum (beneficiary_id, meeting_id, at, id);

-- What a committee decided, numbered within the year of its meeting.
create table decision (
    beneficiary_id text not null,
    id text not null,
    meeting_id text not null,
    year bigint not null,
    number bigint not null,
    kind text not null check (kind in ('arbitration', 'target', 'price', 'catalogue', 'saving')),
    body text not null,
    effective_on date not null,
    -- For a target: the commitment, and what it must reach.
    commitment text not null,
    operator text not null,
    value text not null,
    recorded_by_name text not null,
    recorded_at timestamptz not null,
    withdrawn_at timestamptz,
    primary key (beneficiary_id, id),
    constraint decision_beneficiary_id_year_number_key unique (beneficiary_id, year, number),
    foreign key (beneficiary_id, meeting_id) references meeting (beneficiary_id, id) deferrable initially deferred
);
create index decision_meeting on decision (beneficiary_id, meeting_id, number, id);

-- The plan of actions: who does what until when.
create table action_item (
    beneficiary_id text not null,
    id text not null,
    meeting_id text not null,
    body text not null,
    side text not null check (side in ('provider', 'beneficiary')),
    owner text not null,
    due_on date not null,
    state text not null default 'open' check (state in ('open', 'done', 'dropped')),
    outcome text not null default '',
    closed_at timestamptz,
    version bigint not null default 1,
    created_at timestamptz not null,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, meeting_id) references meeting (beneficiary_id, id) deferrable initially deferred
);
create index action_item_meeting on action_item (beneficiary_id, meeting_id, due_on, id);
create index action_item_open on action_item (due_on, id) where state = 'open';
