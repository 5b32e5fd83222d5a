-- A version is frozen once imported: a correction is a new version.
create function agreement_version_frozen() returns trigger language plpgsql as $$
begin
    raise exception 'agreement versions are frozen: import an amendment';
end $$;
create trigger agreement_version_frozen_change before update or delete on agreement_version
    for each row execute function agreement_version_frozen();
create trigger agreement_version_frozen_empty before truncate on agreement_version
    for each statement execute function agreement_version_frozen();
