-- Reporting views for tools outside (decision 40, docs/reference/query.md). Each has its owner's rights, so that a login needs no right on
-- any table, and keeps to what bi_reader says of the login, which a login cannot change; as a barrier it lets no function of a
-- reader see a row before that. Behind them the tables' own row-level security applies to their owner.
-- No name of a person, no number of a line, no text that people wrote.

create view bi_beneficiary with (security_barrier = true) as
select o.id as beneficiary_id, o.code, o.name, o.siren, o.city
from organisation o
join bi_reader r on r.role_name = session_user::text and (r.reads = '*' or r.reads = o.id)
where o.side = 'beneficiary';
comment on view bi_beneficiary is 'Bodies served.';

create view bi_site with (security_barrier = true) as
select x.beneficiary_id, x.id as site_id, x.name, x.postal_code, x.city, x.fibre, x.weight, x.serves_from, x.serves_to
from site x
join bi_reader r on r.role_name = session_user::text and (r.reads = '*' or r.reads = x.beneficiary_id);
comment on view bi_site is 'Sites.';

create view bi_ticket with (security_barrier = true) as
select x.beneficiary_id, x.id as ticket_id, o.code || '-' || x.number as reference, x.kind, x.is_administrative, x.channel, x.priority,
    x.impact, x.urgency, x.state, x.is_open, x.site_id, x.category_id, c.name as category, c.domain, m.name as team,
    x.received_at, x.former_source is not null as is_taken_over
from ticket x
join organisation o on o.id = x.beneficiary_id
left join ticket_category c on c.id = x.category_id
left join team m on m.id = x.team_id
join bi_reader r on r.role_name = session_user::text and (r.reads = '*' or r.reads = x.beneficiary_id);
comment on view bi_ticket is 'Tickets, without a word of what people wrote; those taken over from another tool are marked.';

create view bi_ticket_state with (security_barrier = true) as
select x.beneficiary_id, x.ticket_id, x.sequence, x.state, x.from_at, x.to_at
from ticket_state x
join bi_reader r on r.role_name = session_user::text and (r.reads = '*' or r.reads = x.beneficiary_id);
comment on view bi_ticket_state is 'States a ticket went through.';

create view bi_time_spent with (security_barrier = true) as
select x.beneficiary_id, x.id as time_id, x.ticket_id, x.minutes, x.spent_on
from ticket_time x
join bi_reader r on r.role_name = session_user::text and (r.reads = '*' or r.reads = x.beneficiary_id)
where x.cancelled_at is null;
comment on view bi_time_spent is 'Time spent on tickets, without who spent it.';

create view bi_satisfaction with (security_barrier = true) as
select x.beneficiary_id, x.ticket_id, x.asked_at, x.voted_at, x.score
from satisfaction x
join bi_reader r on r.role_name = session_user::text and (r.reads = '*' or r.reads = x.beneficiary_id);
comment on view bi_satisfaction is 'Scores given by requesters, without their words.';

create view bi_service_request with (security_barrier = true) as
select x.beneficiary_id, x.ticket_id, x.form_code, x.asked_at, x.accepted_at, x.refused_at, x.live_at
from service_request x
join bi_reader r on r.role_name = session_user::text and (r.reads = '*' or r.reads = x.beneficiary_id);
comment on view bi_service_request is 'Requests of the catalogue, without their answers.';

create view bi_outage with (security_barrier = true) as
select x.beneficiary_id, x.id as outage_id, x.from_at, x.to_at, x.factor, x.cause, x.source
from outage x
join bi_reader r on r.role_name = session_user::text and (r.reads = '*' or r.reads = x.beneficiary_id)
where x.withdrawn_at is null;
comment on view bi_outage is 'Outages that were not withdrawn.';

create view bi_site_cut with (security_barrier = true) as
select x.beneficiary_id, x.outage_id, x.site_id
from outage_site x
join outage u on u.beneficiary_id = x.beneficiary_id and u.id = x.outage_id
join bi_reader r on r.role_name = session_user::text and (r.reads = '*' or r.reads = x.beneficiary_id)
where u.withdrawn_at is null;
comment on view bi_site_cut is 'Sites hit by an outage.';

create view bi_asset with (security_barrier = true) as
select x.beneficiary_id, x.id as asset_id, x.number, coalesce(k.name, x.kind) as kind, x.state, x.site_id, x.owner, x.manager,
    x.legal_status, x.is_shared, x.maker, x.model, x.purchased_on, x.cost_cents, x.in_service_on, x.useful_life_years,
    x.warranty_ends_on, x.retired_on
from asset x
left join asset_kind k on k.id = x.kind
join bi_reader r on r.role_name = session_user::text and (r.reads = '*' or r.reads = x.beneficiary_id);
comment on view bi_asset is 'Assets, without who uses them.';

create view bi_telephone_line with (security_barrier = true) as
select x.beneficiary_id, x.id as line_id, x.kind, x.standard, x.plan, x.site_id, x.in_service_on, x.retired_on
from telephone_line x
join bi_reader r on r.role_name = session_user::text and (r.reads = '*' or r.reads = x.beneficiary_id);
comment on view bi_telephone_line is 'Telephone lines, without their numbers and holders.';

create view bi_call_total with (security_barrier = true) as
select x.beneficiary_id, x.month, x.class, x.country, x.calls, x.seconds
from call_total x
join bi_reader r on r.role_name = session_user::text and (r.reads = '*' or r.reads = x.beneficiary_id);
comment on view bi_call_total is 'Calls of the records, by month and class.';

create view bi_backup_run with (security_barrier = true) as
select x.beneficiary_id, x.id as run_id, x.object_id, x.due_at, x.started_at, x.ended_at, x.outcome, x.is_verified, x.bytes
from backup_run x
join bi_reader r on r.role_name = session_user::text and (r.reads = '*' or r.reads = x.beneficiary_id);
comment on view bi_backup_run is 'Runs of backups.';

create view bi_invoice with (security_barrier = true) as
select x.beneficiary_id, x.id as invoice_id, x.kind, x.number, x.year, x.offer, x.issued_on, x.due_on,
    x.net as net_cents, x.vat as vat_cents, x.gross as gross_cents, x.corrects_id
from invoice x
join bi_reader r on r.role_name = session_user::text and (r.reads = '*' or r.reads = x.beneficiary_id)
where x.state = 'issued';
comment on view bi_invoice is 'Issued invoices and credit notes.';

create view bi_payment with (security_barrier = true) as
select x.beneficiary_id, x.id as payment_id, x.invoice_id, x.received_on, x.amount as amount_cents
from payment x
join bi_reader r on r.role_name = session_user::text and (r.reads = '*' or r.reads = x.beneficiary_id);
comment on view bi_payment is 'Payments received.';

create view bi_closed_value with (security_barrier = true) as
select x.beneficiary_id, x.month, x.version, x.code, x.indicator, x.unit,
    case when x.value ->> 'kind' in ('count', 'number', 'share', 'seconds') then split_part(x.value ->> 'value', '/', 1)::numeric
        / coalesce(nullif(split_part(x.value ->> 'value', '/', 2), ''), '1')::numeric end as value,
    x.value ->> 'kind' as value_kind, x.verdict, x.evidence_count, x.digest
from indicator_value x
join bi_reader r on r.role_name = session_user::text and (r.reads = '*' or r.reads = x.beneficiary_id)
where not exists (select 1 from indicator_closing l
    where l.beneficiary_id = x.beneficiary_id and l.month = x.month and l.version > x.version);
comment on view bi_closed_value is 'Values of closed months of indicators, in their last version.';
