-- What was said about the actor counts in the transaction in which it was said, and in no other: a set_config for the
-- whole session opens nothing to whoever gets the connection next.
create function access.said(name text) returns text language sql stable as
$$ select case when current_setting('perkrah.begun', true) = extract(epoch from transaction_timestamp())::text
     then nullif(current_setting('perkrah.' || name, true), '') end $$;
--> statement-breakpoint
create or replace function access.actor_kind() returns text language sql stable as
$$ select access.said('actor_kind') $$;
--> statement-breakpoint
create or replace function access.actor_id() returns uuid language sql stable as
$$ select access.said('actor_id')::uuid $$;
--> statement-breakpoint
create or replace function access.has_role(wanted text) returns boolean language sql stable as
$$ select coalesce(wanted = any(string_to_array(access.said('roles'), ',')), false) $$;
--> statement-breakpoint
create or replace function access.receipt_request() returns uuid language sql stable as
$$ select access.said('request_id')::uuid $$;
--> statement-breakpoint
alter policy own_draft on request_drafts using (encode(token_hash, 'hex') = access.said('draft'));
--> statement-breakpoint
-- Break-glass: asked by a data-protection officer, decided by somebody else, over after an hour, whoever writes the row.
create function access.break_glass_steps() returns trigger language plpgsql as $$
declare
  overseer boolean := access.has_role('dpo') or access.has_role('auditor') or access.has_role('administrator');
  allowed boolean;
begin
  if tg_op = 'INSERT' then
    allowed := new.state = 'asked' and access.has_role('dpo') and new.asked_by = access.actor_id()
      and new.decided_by is null and new.ends_at is null;
  elsif (new.id, new.request_id, new.reason, new.asked_by, new.asked_at)
      is distinct from (old.id, old.request_id, old.reason, old.asked_by, old.asked_at) then
    allowed := false;
  elsif old.state = 'asked' and new.state in ('open', 'refused') then
    allowed := overseer and new.decided_by = access.actor_id() and new.decided_at <= clock_timestamp() + interval '1 minute';
  elsif old.state in ('asked', 'open') and new.state = 'ended' then
    allowed := overseer and (new.decided_by, new.decided_at, new.ends_at)
      is not distinct from (old.decided_by, old.decided_at, old.ends_at);
  else
    allowed := false;
  end if;
  if allowed is not true then
    raise exception 'not a step of break-glass' using errcode = '42501', constraint = 'break_glass_steps';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger break_glass_steps before insert or update on break_glass for each row execute function access.break_glass_steps();
--> statement-breakpoint
create trigger break_glass_kept before delete or truncate on break_glass for each statement execute function access.refuse_change();
--> statement-breakpoint
revoke delete, truncate on break_glass from perkrah_app;
--> statement-breakpoint
alter table break_glass enable row level security;
--> statement-breakpoint
create policy oversight on break_glass for all to perkrah_app
  using (access.has_role('dpo') or access.has_role('auditor') or access.has_role('administrator'));
--> statement-breakpoint
create policy told on break_glass for select to perkrah_app
  using (access.has_role('coordinator') or access.has_open_case(request_id));
--> statement-breakpoint
create function access.runs_break_glass(request uuid) returns boolean language sql stable as
$$ select access.has_role('dpo') and exists (
     select 1 from public.break_glass b
     where b.request_id = request and b.state = 'open' and b.asked_by = access.actor_id()
       and b.ends_at > clock_timestamp()) $$;
--> statement-breakpoint
create policy break_glass_reads on request_identities for select to perkrah_app using (access.runs_break_glass(request_id));
--> statement-breakpoint
create policy break_glass_reads on request_stories for select to perkrah_app using (access.runs_break_glass(request_id));
--> statement-breakpoint
create policy break_glass_reads on request_safety for select to perkrah_app using (access.runs_break_glass(request_id));
--> statement-breakpoint
create policy break_glass_reads on request_parties for select to perkrah_app using (access.runs_break_glass(request_id));
--> statement-breakpoint
create policy break_glass_reads on request_messages for select to perkrah_app using (access.runs_break_glass(request_id));
--> statement-breakpoint
create policy break_glass_reads on case_notes for select to perkrah_app
  using (exists (select 1 from cases c where c.id = case_id and access.runs_break_glass(c.request_id)));
--> statement-breakpoint
-- The desk reads a file while the request is open, and no story once a lawyer has it.
create function access.desk_reads(request uuid, after_acceptance boolean) returns boolean language sql stable as
$$ select access.has_role('coordinator') and exists (
     select 1 from public.aid_requests r
     where r.id = request and r.state not in ('closed', 'declined', 'merged', 'withdrawn')
       and (after_acceptance or r.state <> 'assigned')) $$;
--> statement-breakpoint
alter policy desk on request_stories using (access.desk_reads(request_id, false) or access.receipt_request() = request_id);
--> statement-breakpoint
alter policy desk on request_safety using (access.desk_reads(request_id, true) or access.receipt_request() = request_id);
--> statement-breakpoint
alter policy desk on request_parties using (access.desk_reads(request_id, true) or access.receipt_request() = request_id);
--> statement-breakpoint
-- Who may open which sealed classes of a request (protection.md, Need to know); app/protection/policy.ts says the same.
create function access.may_open(request uuid, classes text[], reason text) returns boolean language sql stable as
$$ select coalesce(
     cardinality(classes) > 0
     and classes <@ array['identity', 'party', 'safety', 'story', 'whereabouts', 'phrases', 'case_note']
     and case access.actor_kind()
       when 'receipt' then access.receipt_request() = request and not 'case_note' = any(classes)
       when 'system' then classes <@ array['safety']
       when 'account' then
         (access.desk_reads(request, true) and (
           classes <@ array['safety']
           or (classes <@ array['identity', 'party', 'safety'] and access.desk_reads(request, false))
           or (reason in ('triage', 'safety', 'contact', 'matching', 'correction', 'complaint', 'follow_up', 'conflict_check')
             and (classes <@ array['identity', 'party', 'safety']
               or (access.desk_reads(request, false) and not 'case_note' = any(classes))))))
         or access.has_open_case(request)
         or (access.holds_offer(request) and classes <@ array['identity', 'party'])
         or access.runs_break_glass(request)
     end, false) $$;
--> statement-breakpoint
-- A wrapped key leaves the vault beside an audit row of this very transaction, which names the actor and what is opened,
-- and only to whom that is allowed.
create or replace function vault.open_key(subject uuid, audit_event uuid) returns table (wrapped bytea, key_encryption_key_id text)
language plpgsql security definer set search_path = pg_catalog, vault, public as $$
declare
  opening record;
begin
  select e.action, e.reason into opening from public.audit_events e
    where e.id = audit_event and e.subject_id = subject and e.xmin = pg_current_xact_id()::xid
      and e.actor_id is not distinct from coalesce(access.actor_id(), access.receipt_request());
  if not found then
    raise exception 'key without audit row' using errcode = '42501';
  end if;
  return query select k.wrapped, k.key_encryption_key_id from vault.data_keys k
    where k.subject_id = subject and case k.subject_kind
      when 'request' then opening.action like 'open-%'
        and access.may_open(subject, string_to_array(substr(opening.action, 6), '+'), opening.reason)
      when 'account' then access.actor_kind() = 'account' and access.actor_id() = subject
      else false
    end;
end $$;
