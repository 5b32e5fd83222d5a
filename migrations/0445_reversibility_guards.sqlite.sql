-- An accepted plan, who accepted it, and what was handed over never change; acceptance is written once.
create trigger reversibility_plan_frozen_update before update on reversibility_plan when old.state = 'accepted'
begin
    select raise(abort, 'reversibility_plan is frozen');
end;
create trigger reversibility_plan_no_delete before delete on reversibility_plan
begin
    select raise(abort, 'reversibility_plan is frozen');
end;
create trigger reversibility_acceptance_no_update before update on reversibility_acceptance
begin
    select raise(abort, 'reversibility_acceptance is frozen');
end;
create trigger reversibility_acceptance_frozen_delete before delete on reversibility_acceptance
when exists (
    select 1 from reversibility_plan p
    where p.beneficiary_id = old.beneficiary_id and p.number = old.number and p.state = 'accepted'
)
begin
    select raise(abort, 'reversibility_acceptance is frozen');
end;
create trigger reversibility_handover_frozen_update before update on reversibility_handover when not (
    old.accepted_at is null and new.accepted_at is not null and new.handed_on = old.handed_on
    and new.received_by = old.received_by and new.means = old.means and new.manifest = old.manifest
    and new.note = old.note and new.recorded_by_name = old.recorded_by_name and new.recorded_at = old.recorded_at
)
begin
    select raise(abort, 'reversibility_handover is frozen');
end;
create trigger reversibility_handover_no_delete before delete on reversibility_handover
begin
    select raise(abort, 'reversibility_handover is frozen');
end;
