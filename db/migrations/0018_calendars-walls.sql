-- Calendars take a change for one only where the revision has grown, whoever makes it.
create function access.sitting_sequence() returns trigger language plpgsql as $$
begin
  new.sequence := old.sequence + 1;
  return new;
end $$;
--> statement-breakpoint
create trigger sittings_sequence before update on sittings for each row
  when ((old.starts_at, old.ends_at, old.changed_at) is distinct from (new.starts_at, new.ends_at, new.changed_at))
  execute function access.sitting_sequence();
--> statement-breakpoint
create function access.seat_sequence() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    new.calendar_sequence := case when new.state = 'admitted' then 0 end;
  elsif (old.state = 'admitted') <> (new.state = 'admitted') then
    new.calendar_sequence := coalesce(old.calendar_sequence + 1, 0);
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger enrolments_seat_sequence before insert or update of state on enrolments
  for each row execute function access.seat_sequence();
--> statement-breakpoint
update enrolments set calendar_sequence = 0 where state = 'admitted';
--> statement-breakpoint
-- A calendar address is its account's own; who brings the token learns whose calendar it is, and nothing else.
alter table calendar_feeds enable row level security;
--> statement-breakpoint
create policy own_address on calendar_feeds for all to perkrah_app
  using (access.actor_kind() = 'account' and access.actor_id() = account_id);
--> statement-breakpoint
create function access.calendar_of(token bytea)
returns table (account_id uuid, person_id uuid, kind text, locale text)
language sql stable security definer set search_path = pg_catalog, public as $$
  select a.id, a.person_id, f.kind, a.locale
  from public.calendar_feeds f join public.accounts a on a.id = f.account_id
  where f.token_hash = token and a.state = 'active'
    and (f.kind = 'own' or exists (
      select 1 from public.account_roles r where r.account_id = a.id and r.role = 'trainer')) $$;
--> statement-breakpoint
grant execute on function access.calendar_of(bytea) to perkrah_app;
--> statement-breakpoint
create function access.forget_calendars() returns trigger language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  delete from public.calendar_feeds f where f.account_id = new.id;
  return null;
end $$;
--> statement-breakpoint
create trigger accounts_forget_calendars after update of state on accounts for each row
  when (new.state = 'closed') execute function access.forget_calendars();
