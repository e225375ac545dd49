-- Closing an account destroys its own key, beside its own audit row; a request's key goes with `access.erase_request` only.
create or replace function vault.destroy_key(subject uuid, audit_event uuid) returns void
language plpgsql security definer set search_path = pg_catalog, vault, public as $$
begin
  if access.actor_id() is distinct from subject or not exists (
    select 1 from public.audit_events e
    where e.id = audit_event and e.subject_id = subject and e.actor_id = subject and e.xmin = pg_current_xact_id()::xid
  ) then
    raise exception 'key without audit row' using errcode = '42501';
  end if;
  delete from vault.data_keys k where k.subject_id = subject and k.subject_kind = 'account';
end $$;
