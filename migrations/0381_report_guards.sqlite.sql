-- A published report never changes, nor what was said about it before; a correction is a new edition.
create trigger report_frozen_update before update on report when old.state = 'published'
begin
    select raise(abort, 'a published report is frozen');
end;
create trigger report_no_delete before delete on report
begin
    select raise(abort, 'a report is never removed');
end;
create trigger report_comment_frozen_update before update on report_comment when exists (select 1 from report r where r.beneficiary_id = new.beneficiary_id and r.id = new.report_id and r.state = 'published')
begin
    select raise(abort, 'report_comment of a published report is frozen');
end;
create trigger report_comment_frozen_delete before delete on report_comment when exists (select 1 from report r where r.beneficiary_id = old.beneficiary_id and r.id = old.report_id and r.state = 'published')
begin
    select raise(abort, 'report_comment of a published report is frozen');
end;
