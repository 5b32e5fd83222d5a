-- Frozen rows: what was decided, approved or issued can no longer change, whatever program asks.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is frozen', tg_table_name;
end
$$;
create trigger census_no_update before update on census for each row when (old.decision is not null
    or new.reference_date <> old.reference_date or new.agent_count <> old.agent_count or new.note <> old.note)
    execute function refuse_change();
create trigger census_no_delete before delete on census for each row
    execute function refuse_change();
create trigger index_value_no_update before update on index_value for each row
    execute function refuse_change();
create trigger index_value_no_delete before delete on index_value for each row
    execute function refuse_change();
create trigger price_revision_no_update before update on price_revision for each row when (old.state = 'approved')
    execute function refuse_change();
create trigger price_revision_no_delete before delete on price_revision for each row when (old.state = 'approved')
    execute function refuse_change();
create trigger invoice_no_update before update on invoice for each row when (old.state = 'issued')
    execute function refuse_change();
create trigger invoice_no_delete before delete on invoice for each row when (old.state = 'issued')
    execute function refuse_change();
create trigger invoice_file_no_update before update on invoice_file for each row
    execute function refuse_change();
create trigger invoice_file_no_delete before delete on invoice_file for each row
    execute function refuse_change();
create trigger invoice_event_no_update before update on invoice_event for each row
    execute function refuse_change();
create trigger invoice_event_no_delete before delete on invoice_event for each row
    execute function refuse_change();
create trigger invoice_revision_no_update before update on invoice_revision for each row
    execute function refuse_change();
create function refuse_change_once_issued() returns trigger language plpgsql as $$
begin
    if exists (select 1 from invoice i where i.beneficiary_id = old.beneficiary_id and i.id = old.invoice_id and i.state = 'issued') then
        raise exception '% is frozen', tg_table_name;
    end if;
    return old;
end
$$;
create trigger invoice_revision_no_delete before delete on invoice_revision for each row
    execute function refuse_change_once_issued();
