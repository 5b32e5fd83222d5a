-- What was shown stays as it was.
create trigger appearance_no_update before update on appearance for each row execute function refuse_change();
create trigger appearance_no_delete before delete on appearance for each row execute function refuse_change();
