-- Nothing is said about a report once it is published, by any path.
create trigger report_comment_frozen_insert before insert on report_comment when exists (select 1 from report r where r.beneficiary_id = new.beneficiary_id and r.id = new.report_id and r.state = 'published')
begin
    select raise(abort, 'report_comment of a published report is frozen');
end;
