-- What a risk was stays as it was written.
create trigger risk_version_no_update before update on risk_version
begin
    select raise(abort, 'risk_version is frozen');
end;
create trigger risk_version_no_delete before delete on risk_version
begin
    select raise(abort, 'risk_version is frozen');
end;
create trigger risk_no_delete before delete on risk
begin
    select raise(abort, 'risk is frozen');
end;
