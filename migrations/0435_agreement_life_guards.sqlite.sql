-- What was signed, certified, ended or answered never changes. A draft that is to be signed keeps its text: it is reopened first.
create trigger service_contract_frozen_update before update on service_contract when old.ended_on is not null
begin
    select raise(abort, 'service_contract is frozen');
end;
create trigger service_contract_no_delete before delete on service_contract
begin
    select raise(abort, 'service_contract is frozen');
end;
create trigger insurance_certificate_frozen_update before update on insurance_certificate when old.withdrawn_at is not null or new.id is not old.id or new.insurer is not old.insurer or new.policy is not old.policy or new.covers is not old.covers or new.valid_from is not old.valid_from or new.valid_until is not old.valid_until or new.file_digest is not old.file_digest or new.file_name is not old.file_name or new.recorded_by_name is not old.recorded_by_name or new.recorded_at is not old.recorded_at
begin
    select raise(abort, 'insurance_certificate is frozen');
end;
create trigger insurance_certificate_no_delete before delete on insurance_certificate
begin
    select raise(abort, 'insurance_certificate is frozen');
end;
create trigger dispute_frozen_update before update on dispute when old.state <> 'open'
begin
    select raise(abort, 'dispute is frozen');
end;
create trigger dispute_no_delete before delete on dispute
begin
    select raise(abort, 'dispute is frozen');
end;
create trigger dispute_stage_frozen_update before update on dispute_stage when old.outcome <> ''
begin
    select raise(abort, 'dispute_stage is frozen');
end;
create trigger dispute_stage_no_delete before delete on dispute_stage
begin
    select raise(abort, 'dispute_stage is frozen');
end;
create trigger dispute_document_no_update before update on dispute_document
begin
    select raise(abort, 'dispute_document is frozen');
end;
create trigger dispute_document_no_delete before delete on dispute_document
begin
    select raise(abort, 'dispute_document is frozen');
end;
create trigger agreement_draft_frozen_update before update on agreement_draft when old.state in ('in_force', 'abandoned') or old.state = 'to_sign' and new.state = 'to_sign' and (new.source is not old.source or new.title is not old.title or new.reason is not old.reason or new.effective_on is not old.effective_on or new.variables is not old.variables or new.base_version is not old.base_version or new.paper_digest is not old.paper_digest)
begin
    select raise(abort, 'agreement_draft is frozen');
end;
create trigger agreement_draft_no_delete before delete on agreement_draft
begin
    select raise(abort, 'agreement_draft is frozen');
end;
create trigger subscription_request_frozen_update before update on subscription_request when old.state <> 'asked'
begin
    select raise(abort, 'subscription_request is frozen');
end;
create trigger subscription_request_no_delete before delete on subscription_request
begin
    select raise(abort, 'subscription_request is frozen');
end;
