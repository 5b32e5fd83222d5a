-- What was shown stays as it was.
create trigger appearance_no_update before update on appearance
begin
    select raise(abort, 'appearance is frozen');
end;
create trigger appearance_no_delete before delete on appearance
begin
    select raise(abort, 'appearance is frozen');
end;
