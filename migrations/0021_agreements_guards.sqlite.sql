-- A version is frozen once imported: a correction is a new version.
create trigger agreement_version_frozen_update before update on agreement_version
begin
    select raise(abort, 'agreement versions are frozen: import an amendment');
end;
create trigger agreement_version_frozen_delete before delete on agreement_version
begin
    select raise(abort, 'agreement versions are frozen: import an amendment');
end;
