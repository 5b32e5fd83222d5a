-- What a supplier's invoice says never changes; neither does a closed year, nor an initial price that was decided.
create trigger supplier_invoice_frozen_update before update on supplier_invoice
    when old.facts <> new.facts or old.file_digest <> new.file_digest or old.seller <> new.seller or old.number <> new.number or old.set_aside_at is not null
begin
    select raise(abort, 'supplier_invoice is frozen');
end;
create trigger supplier_invoice_no_delete before delete on supplier_invoice
begin
    select raise(abort, 'supplier_invoice is frozen');
end;
create trigger cost_year_frozen_update before update on cost_year
begin
    select raise(abort, 'cost_year is frozen');
end;
create trigger cost_year_no_delete before delete on cost_year
begin
    select raise(abort, 'cost_year is frozen');
end;
create trigger saving_proposal_frozen_update before update on saving_proposal when old.state in ('carried', 'withdrawn')
begin
    select raise(abort, 'saving_proposal is frozen');
end;
create trigger saving_proposal_no_delete before delete on saving_proposal
begin
    select raise(abort, 'saving_proposal is frozen');
end;
create trigger initial_price_frozen_update before update on initial_price
begin
    select raise(abort, 'initial_price is frozen');
end;
create trigger initial_price_no_delete before delete on initial_price
begin
    select raise(abort, 'initial_price is frozen');
end;
create trigger price_simulation_frozen_update before update on price_simulation
begin
    select raise(abort, 'price_simulation is frozen');
end;
