-- Answers prepared in advance, some of which do more than say something. They belong to the provider; those with an
-- owner are that person's alone.
create table canned_answer (
    id text primary key,
    name text not null,
    name_folded text not null,
    -- Text with variables such as {reference}.
    body text not null,
    owner_id text references person (id) deferrable initially deferred,
    team_id text references team (id) deferrable initially deferred,
    -- Only for tickets of this beneficiary.
    for_id text references organisation (id) deferrable initially deferred,
    -- What happens to the ticket once it is said, and who has it then: '', 'me', 'nobody' or a team's identifier.
    then_transition text,
    give_to text not null,
    uses bigint not null default 0,
    archived_at timestamptz,
    version bigint not null default 1,
    created_at timestamptz not null
);
create index canned_answer_uses on canned_answer (archived_at, uses, id);
