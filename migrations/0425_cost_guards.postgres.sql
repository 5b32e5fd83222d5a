-- What a supplier's invoice says never changes; neither does a closed year, nor an initial price that was decided.
create trigger supplier_invoice_frozen_update before update on supplier_invoice for each row when (old.facts <> new.facts or old.file_digest <> new.file_digest or old.seller <> new.seller or old.number <> new.number or old.set_aside_at is not null) execute function refuse_change();
create trigger supplier_invoice_no_delete before delete on supplier_invoice for each row execute function refuse_change();
create trigger cost_year_frozen_update before update on cost_year for each row execute function refuse_change();
create trigger cost_year_no_delete before delete on cost_year for each row execute function refuse_change();
create trigger saving_proposal_frozen_update before update on saving_proposal for each row when (old.state in ('carried', 'withdrawn')) execute function refuse_change();
create trigger saving_proposal_no_delete before delete on saving_proposal for each row execute function refuse_change();
create trigger initial_price_frozen_update before update on initial_price for each row execute function refuse_change();
create trigger initial_price_no_delete before delete on initial_price for each row execute function refuse_change();
create trigger price_simulation_frozen_update before update on price_simulation for each row execute function refuse_change();
