-- A confirmed or withdrawn notice never changes.
create trigger exit_notice_frozen_update before update on exit_notice when old.state <> 'received'
begin
    select raise(abort, 'exit_notice is frozen');
end;
create trigger exit_notice_no_delete before delete on exit_notice
begin
    select raise(abort, 'exit_notice is frozen');
end;
