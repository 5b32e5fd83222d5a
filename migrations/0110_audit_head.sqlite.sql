-- The head of a chain is its last entry, whoever writes it: one statement less for each change that is recorded.
create trigger audit_entry_moves_head after insert on audit_entry
begin
    update audit_head set sequence = new.sequence, hash = new.hash where chain = new.chain;
end;
