-- A confirmed or withdrawn notice never changes.
create trigger exit_notice_frozen_update before update on exit_notice for each row when (old.state <> 'received') execute function refuse_change();
create trigger exit_notice_no_delete before delete on exit_notice for each row execute function refuse_change();
