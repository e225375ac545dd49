-- Whoever writes for a record that has been made one with another writes for the one that was kept. The key share waits
-- for a merge that is under way, and then sees what it did.
create function access.follow_merge() returns trigger language plpgsql as $$
declare
  kept uuid;
begin
  select p.merged_into into kept from public.people p where p.id = new.person_id for key share;
  if kept is not null then new.person_id := kept; end if;
  return new;
end $$;
--> statement-breakpoint
create trigger enrolments_follow_merge before insert or update of person_id on enrolments
  for each row execute function access.follow_merge();
--> statement-breakpoint
create trigger certificates_follow_merge before insert or update of person_id on certificates
  for each row execute function access.follow_merge();
--> statement-breakpoint
create trigger accounts_follow_merge before insert or update of person_id on accounts
  for each row execute function access.follow_merge();
--> statement-breakpoint
create trigger person_claims_follow_merge before insert or update of person_id on person_claims
  for each row execute function access.follow_merge();
--> statement-breakpoint
-- A record that holds another one is not itself held by a third: one step always leads to the record that counts.
create function access.one_step_merge() returns trigger language plpgsql as $$
begin
  if new.merged_into is not null and (
    new.merged_into = new.id
    or exists (select 1 from public.people p where p.id = new.merged_into and p.merged_into is not null)
    or exists (select 1 from public.people p where p.merged_into = new.id)
  ) then
    raise exception 'a merge of a merge' using errcode = '23514', constraint = 'people_merged_one_step';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger people_merged_one_step after insert or update of merged_into on people
  deferrable initially deferred for each row execute function access.one_step_merge();
--> statement-breakpoint
create unique index person_merges_one_open on person_merges (merged_id) where undone_at is null;
--> statement-breakpoint
-- What was observed is kept as it was, also here: a merge takes observations along to the other record's enrolment in the
-- same event, and back. Nothing else about them changes. Answers with the ids that moved.
create function access.move_observations(merge uuid, from_enrolment uuid, to_enrolment uuid, only_these uuid[]) returns uuid[]
language plpgsql security definer set search_path = pg_catalog, public, access as $$
declare
  moved uuid[];
begin
  if not access.has_role('training_manager') or not exists (
    select 1 from person_merges m
      join enrolments s on s.id = from_enrolment and s.person_id in (m.kept_id, m.merged_id)
      join enrolments t on t.id = to_enrolment and t.person_id in (m.kept_id, m.merged_id) and t.event_id = s.event_id
    where m.id = merge and m.undone_at is null
  ) then
    raise exception 'not of this merge' using errcode = '42501';
  end if;
  with gone as (
    update presence_observations o set enrolment_id = to_enrolment
    where o.enrolment_id = from_enrolment and (only_these is null or o.id = any(only_these))
    returning o.id
  )
  select coalesce(array_agg(g.id), '{}') into moved from gone g;
  return moved;
end $$;
--> statement-breakpoint
grant execute on function access.move_observations(uuid, uuid, uuid, uuid[]) to perkrah_app;
