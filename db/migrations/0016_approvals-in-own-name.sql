-- An approval is a coordinator's own, in their own name, and never of the own application, whatever the program says.
create function access.approval_in_own_name() returns trigger language plpgsql as $$
begin
  if current_user <> (select pg_get_userbyid(c.relowner) from pg_class c where c.oid = tg_relid) and (
    not access.has_role('coordinator') or new.account_id is distinct from access.actor_id()
    or exists (select 1 from public.lawyers l where l.id = new.lawyer_id and l.account_id = new.account_id)
  ) then
    raise exception 'not an approval of one''s own' using errcode = '42501', constraint = 'lawyer_approvals_own_name';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger lawyer_approvals_own_name before insert or update on lawyer_approvals
  for each row execute function access.approval_in_own_name();
