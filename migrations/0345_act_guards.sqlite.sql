-- What was said, signed and decided never changes: an act that is concluded or dropped, an information given, an exception, a check,
-- a specification, a decision on a proposal, an equipment agreement signed by both parties.
create trigger act_frozen_update before update on act when old.state <> 'planned'
begin
    select raise(abort, 'act is frozen');
end;
create trigger act_no_delete before delete on act
begin
    select raise(abort, 'act is frozen');
end;
create trigger prior_information_frozen_update before update on prior_information when old.acknowledged_at is not null or new.id is not old.id or new.act_id is not old.act_id or new.informed_on is not old.informed_on or new.recipient is not old.recipient or new.means is not old.means or new.content is not old.content or new.author_name is not old.author_name or new.recorded_at is not old.recorded_at
begin
    select raise(abort, 'prior_information is frozen');
end;
create trigger prior_information_no_delete before delete on prior_information
begin
    select raise(abort, 'prior_information is frozen');
end;
create trigger environment_exception_frozen_update before update on environment_exception when old.ended_at is not null or new.id is not old.id or new.environment_id is not old.environment_id or new.reason is not old.reason or new.safeguards is not old.safeguards or new.author_id is not old.author_id or new.author_name is not old.author_name or new.starts_on is not old.starts_on or new.ends_on is not old.ends_on or new.recorded_at is not old.recorded_at
begin
    select raise(abort, 'environment_exception is frozen');
end;
create trigger environment_exception_no_delete before delete on environment_exception
begin
    select raise(abort, 'environment_exception is frozen');
end;
create trigger flow_check_no_update before update on flow_check
begin
    select raise(abort, 'flow_check is frozen');
end;
create trigger flow_check_no_delete before delete on flow_check
begin
    select raise(abort, 'flow_check is frozen');
end;
create trigger application_specification_no_update before update on application_specification
begin
    select raise(abort, 'application_specification is frozen');
end;
create trigger application_specification_no_delete before delete on application_specification
begin
    select raise(abort, 'application_specification is frozen');
end;
create trigger improvement_frozen_update before update on improvement when old.decision <> 'open'
begin
    select raise(abort, 'improvement is frozen');
end;
create trigger improvement_no_delete before delete on improvement
begin
    select raise(abort, 'improvement is frozen');
end;
create trigger equipment_request_frozen_update before update on equipment_request when old.state in ('refused', 'in_service', 'withdrawn') or old.provider_signed_on is not null and (new.title is not old.title or new.need is not old.need or new.received_on is not old.received_on or new.wanted_on is not old.wanted_on or new.derogation is not old.derogation or new.study is not old.study or new.cost_cents is not old.cost_cents or new.share_cents is not old.share_cents or new.terms is not old.terms or new.agreement_digest is not old.agreement_digest or new.provider_signed_on is not old.provider_signed_on or new.beneficiary_signed_on is not old.beneficiary_signed_on or new.signatories is not old.signatories or new.scan_digest is not old.scan_digest)
begin
    select raise(abort, 'equipment_request is frozen');
end;
create trigger equipment_request_no_delete before delete on equipment_request
begin
    select raise(abort, 'equipment_request is frozen');
end;
