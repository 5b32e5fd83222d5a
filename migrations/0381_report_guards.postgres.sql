-- A published report never changes, nor what was said about it before; a correction is a new edition.
create function refuse_of_published_report() returns trigger language plpgsql as $$
declare row_report text; row_beneficiary text;
begin
    if tg_op = 'DELETE' then row_report := old.report_id; row_beneficiary := old.beneficiary_id;
    else row_report := new.report_id; row_beneficiary := new.beneficiary_id; end if;
    if exists (select 1 from report r where r.beneficiary_id = row_beneficiary and r.id = row_report and r.state = 'published') then
        raise exception '% of a published report is frozen', tg_table_name;
    end if;
    if tg_op = 'DELETE' then return old; end if;
    return new;
end $$;
create trigger report_frozen_update before update on report for each row when (old.state = 'published') execute function refuse_change();
create trigger report_no_delete before delete on report for each row execute function refuse_change();
create trigger report_comment_frozen_update before update on report_comment for each row execute function refuse_of_published_report();
create trigger report_comment_frozen_delete before delete on report_comment for each row execute function refuse_of_published_report();
