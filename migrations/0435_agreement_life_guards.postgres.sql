-- What was signed, certified, ended or answered never changes. A draft that is to be signed keeps its text: it is reopened first.
create trigger service_contract_frozen_update before update on service_contract for each row when (old.ended_on is not null) execute function refuse_change();
create trigger service_contract_no_delete before delete on service_contract for each row execute function refuse_change();
create trigger insurance_certificate_frozen_update before update on insurance_certificate for each row when (old.withdrawn_at is not null or new.id is distinct from old.id or new.insurer is distinct from old.insurer or new.policy is distinct from old.policy or new.covers is distinct from old.covers or new.valid_from is distinct from old.valid_from or new.valid_until is distinct from old.valid_until or new.file_digest is distinct from old.file_digest or new.file_name is distinct from old.file_name or new.recorded_by_name is distinct from old.recorded_by_name or new.recorded_at is distinct from old.recorded_at) execute function refuse_change();
create trigger insurance_certificate_no_delete before delete on insurance_certificate for each row execute function refuse_change();
create trigger dispute_frozen_update before update on dispute for each row when (old.state <> 'open') execute function refuse_change();
create trigger dispute_no_delete before delete on dispute for each row execute function refuse_change();
create trigger dispute_stage_frozen_update before update on dispute_stage for each row when (old.outcome <> '') execute function refuse_change();
create trigger dispute_stage_no_delete before delete on dispute_stage for each row execute function refuse_change();
create trigger dispute_document_no_update before update on dispute_document for each row execute function refuse_change();
create trigger dispute_document_no_delete before delete on dispute_document for each row execute function refuse_change();
create trigger agreement_draft_frozen_update before update on agreement_draft for each row when (old.state in ('in_force', 'abandoned') or old.state = 'to_sign' and new.state = 'to_sign' and (new.source is distinct from old.source or new.title is distinct from old.title or new.reason is distinct from old.reason or new.effective_on is distinct from old.effective_on or new.variables is distinct from old.variables or new.base_version is distinct from old.base_version or new.paper_digest is distinct from old.paper_digest)) execute function refuse_change();
create trigger agreement_draft_no_delete before delete on agreement_draft for each row execute function refuse_change();
create trigger subscription_request_frozen_update before update on subscription_request for each row when (old.state <> 'asked') execute function refuse_change();
create trigger subscription_request_no_delete before delete on subscription_request for each row execute function refuse_change();
