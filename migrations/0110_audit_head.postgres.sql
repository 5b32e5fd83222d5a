-- The head of a chain is its last entry, whoever writes it: one statement less for each change that is recorded.
create function audit_move_head() returns trigger language plpgsql as $$
begin
    update audit_head set sequence = new.sequence, hash = new.hash where chain = new.chain;
    return null;
end
$$;

create trigger audit_entry_moves_head after insert on audit_entry
    for each row execute function audit_move_head();
