-- What a risk was stays as it was written.
create trigger risk_version_no_update before update on risk_version for each row execute function refuse_change();
create trigger risk_version_no_delete before delete on risk_version for each row execute function refuse_change();
create trigger risk_no_delete before delete on risk for each row execute function refuse_change();
