-- Who asks, as `inTransaction` said it with set_config(…, true). Nothing said means nobody.
create function access.actor_kind() returns text language sql stable as
$$ select nullif(current_setting('perkrah.actor_kind', true), '') $$;
--> statement-breakpoint
create function access.actor_id() returns uuid language sql stable as
$$ select nullif(current_setting('perkrah.actor_id', true), '')::uuid $$;
--> statement-breakpoint
create function access.has_role(wanted text) returns boolean language sql stable as
$$ select coalesce(wanted = any(string_to_array(nullif(current_setting('perkrah.roles', true), ''), ',')), false) $$;
--> statement-breakpoint
create function access.receipt_request() returns uuid language sql stable as
$$ select nullif(current_setting('perkrah.request_id', true), '')::uuid $$;
--> statement-breakpoint
create function access.is_system() returns boolean language sql stable as
$$ select coalesce(access.actor_kind() = 'system', false) $$;
--> statement-breakpoint
create function access.has_open_case(request uuid) returns boolean language sql stable as
$$ select access.has_role('lawyer') and exists (
     select 1 from public.cases c join public.lawyers l on l.id = c.lawyer_id
     where c.request_id = request and c.state = 'open' and l.state = 'verified' and l.account_id = access.actor_id()) $$;
--> statement-breakpoint
create function access.holds_offer(request uuid) returns boolean language sql stable as
$$ select access.has_role('lawyer') and exists (
     select 1 from public.offers o join public.lawyers l on l.id = o.lawyer_id
     where o.request_id = request and o.state = 'holding' and l.state = 'verified' and l.account_id = access.actor_id()) $$;
--> statement-breakpoint
create function access.filed_request(request uuid) returns boolean language sql stable as
$$ select access.has_role('referrer') and exists (
     select 1 from public.aid_requests r
     where r.id = request and r.referrer_account_id = access.actor_id() and r.state = 'received') $$;
--> statement-breakpoint
alter table request_identities enable row level security;
--> statement-breakpoint
alter table request_stories enable row level security;
--> statement-breakpoint
alter table request_safety enable row level security;
--> statement-breakpoint
alter table request_parties enable row level security;
--> statement-breakpoint
alter table request_messages enable row level security;
--> statement-breakpoint
alter table case_notes enable row level security;
--> statement-breakpoint
alter table request_drafts enable row level security;
--> statement-breakpoint
-- The desk and the person herself work with all parts of a request; a lawyer with an open case reads them.
create policy desk on request_identities for all to perkrah_app using (access.has_role('coordinator') or access.receipt_request() = request_id);
--> statement-breakpoint
create policy desk on request_stories for all to perkrah_app using (access.has_role('coordinator') or access.receipt_request() = request_id);
--> statement-breakpoint
create policy desk on request_safety for all to perkrah_app using (access.has_role('coordinator') or access.receipt_request() = request_id);
--> statement-breakpoint
create policy desk on request_parties for all to perkrah_app using (access.has_role('coordinator') or access.receipt_request() = request_id);
--> statement-breakpoint
create policy desk on request_messages for all to perkrah_app using (access.has_role('coordinator') or access.receipt_request() = request_id);
--> statement-breakpoint
create policy lawyer_reads on request_identities for select to perkrah_app using (access.has_open_case(request_id) or access.holds_offer(request_id));
--> statement-breakpoint
create policy lawyer_reads on request_parties for select to perkrah_app using (access.has_open_case(request_id) or access.holds_offer(request_id));
--> statement-breakpoint
create policy lawyer_reads on request_stories for select to perkrah_app using (access.has_open_case(request_id));
--> statement-breakpoint
create policy lawyer_reads on request_safety for select to perkrah_app using (access.has_open_case(request_id));
--> statement-breakpoint
create policy lawyer_reads on request_messages for select to perkrah_app using (access.has_open_case(request_id));
--> statement-breakpoint
create policy referrer_files on request_identities for insert to perkrah_app with check (access.filed_request(request_id));
--> statement-breakpoint
create policy referrer_files on request_stories for insert to perkrah_app with check (access.filed_request(request_id));
--> statement-breakpoint
create policy referrer_files on request_safety for insert to perkrah_app with check (access.filed_request(request_id));
--> statement-breakpoint
create policy referrer_files on request_parties for insert to perkrah_app with check (access.filed_request(request_id));
--> statement-breakpoint
-- Sending checks the safe-contact rules once more.
create policy system_reads on request_safety for select to perkrah_app using (access.is_system());
--> statement-breakpoint
create policy lawyer_works on case_notes for all to perkrah_app
  using (exists (select 1 from cases c where c.id = case_id and access.has_open_case(c.request_id)));
--> statement-breakpoint
create policy own_draft on request_drafts for all to perkrah_app
  using (encode(token_hash, 'hex') = nullif(current_setting('perkrah.draft', true), ''));
--> statement-breakpoint
create policy system_clears on request_drafts for all to perkrah_app using (access.is_system() and ends_at < now());
--> statement-breakpoint
-- Secrets of second factors: the account's own; whoever administers may take them away.
alter table authenticator_apps enable row level security;
--> statement-breakpoint
alter table recovery_codes enable row level security;
--> statement-breakpoint
create policy own_secret on authenticator_apps for all to perkrah_app
  using (access.actor_kind() = 'account' and access.actor_id() = account_id);
--> statement-breakpoint
create policy own_secret on recovery_codes for all to perkrah_app
  using (access.actor_kind() = 'account' and access.actor_id() = account_id);
--> statement-breakpoint
create function access.forget_second_factors(account uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public, access as $$
begin
  if not access.has_role('administrator') then
    raise exception 'not an administrator' using errcode = '42501';
  end if;
  delete from public.authenticator_apps where account_id = account;
  delete from public.recovery_codes where account_id = account;
  delete from public.passkeys where account_id = account;
end $$;
--> statement-breakpoint
-- A wrapped key leaves the vault only beside an audit row of this very transaction: no row, no key.
create function vault.open_key(subject uuid, audit_event uuid) returns table (wrapped bytea, key_encryption_key_id text)
language plpgsql security definer set search_path = pg_catalog, vault, public as $$
begin
  if not exists (
    select 1 from public.audit_events e
    where e.id = audit_event and e.subject_id = subject and e.xmin = pg_current_xact_id()::xid
  ) then
    raise exception 'key without audit row' using errcode = '42501';
  end if;
  return query select k.wrapped, k.key_encryption_key_id from vault.data_keys k where k.subject_id = subject;
end $$;
--> statement-breakpoint
create function vault.put_key(subject uuid, kind text, wrapped_key bytea, kek_id text) returns void
language sql security definer set search_path = pg_catalog, vault as
$$ insert into vault.data_keys (subject_id, subject_kind, wrapped, key_encryption_key_id) values (subject, kind, wrapped_key, kek_id) $$;
--> statement-breakpoint
create function vault.destroy_key(subject uuid, audit_event uuid) returns void
language plpgsql security definer set search_path = pg_catalog, vault, public as $$
begin
  if not exists (
    select 1 from public.audit_events e
    where e.id = audit_event and e.subject_id = subject and e.xmin = pg_current_xact_id()::xid
  ) then
    raise exception 'key without audit row' using errcode = '42501';
  end if;
  delete from vault.data_keys k where k.subject_id = subject;
end $$;
--> statement-breakpoint
-- The chain of the audit log. Its key is wrapped like every other: who owns the database cannot forge a link.
insert into audit_head (single, position, hash) values (true, 0, decode(repeat('00', 32), 'hex'));
--> statement-breakpoint
create function vault.chain_subject() returns uuid language sql immutable as $$ select '00000000-0000-4000-8000-0000000c4a14'::uuid $$;
--> statement-breakpoint
create function vault.lock_chain() returns table ("position" bigint, hash bytea, wrapped bytea, key_encryption_key_id text)
language plpgsql security definer set search_path = pg_catalog, vault, public as $$
begin
  -- Two statements: what the second one sees is from after the wait for the first one's lock.
  perform 1 from public.audit_head h for update;
  return query select h.position, h.hash, k.wrapped, k.key_encryption_key_id
    from public.audit_head h left join vault.data_keys k on k.subject_id = vault.chain_subject();
end $$;
--> statement-breakpoint
create function vault.chain_key() returns table (wrapped bytea, key_encryption_key_id text)
language sql stable security definer set search_path = pg_catalog, vault as
$$ select k.wrapped, k.key_encryption_key_id from vault.data_keys k where k.subject_id = vault.chain_subject() $$;
--> statement-breakpoint
-- Rows of this very transaction only, each once, right behind the head that the caller has locked.
create function vault.append_chain(behind bigint, events uuid[], hashes bytea[]) returns void
language plpgsql security definer set search_path = pg_catalog, vault, public as $$
declare
  added integer := cardinality(events);
begin
  if added <> cardinality(hashes) or added <> (
    select count(*) from public.audit_events e
    where e.id = any(events) and e.xmin = pg_current_xact_id()::xid
  ) then
    raise exception 'a link to a row of another transaction' using errcode = '42501';
  end if;
  update public.audit_head h set position = behind + added, hash = hashes[added] where h.position = behind;
  if not found then
    raise exception 'the chain has moved on' using errcode = '40001';
  end if;
  insert into public.audit_chain (position, event_id, hash)
    select behind + n, events[n], hashes[n] from generate_series(1, added) n;
end $$;
--> statement-breakpoint
create function access.audit_row_linked() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from public.audit_chain c where c.event_id = new.id) then
    raise exception 'an audit row outside the chain' using errcode = '23514', constraint = 'audit_events_linked';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger audit_events_linked after insert on audit_events deferrable initially deferred
  for each row execute function access.audit_row_linked();
--> statement-breakpoint
revoke all on all functions in schema vault from public;
--> statement-breakpoint
-- Seats: nobody sits beyond the last one, and nobody's seat is taken away.
create function access.seat_exists() returns trigger language plpgsql as $$
begin
  if new.seat is not null and new.seat > (select e.seats from public.events e where e.id = new.event_id) then
    raise exception 'no such seat' using errcode = '23514', constraint = 'enrolments_seat_exists';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger enrolments_seat_exists before insert or update of seat on enrolments for each row execute function access.seat_exists();
--> statement-breakpoint
create function access.seats_remain() returns trigger language plpgsql as $$
begin
  if exists (select 1 from public.enrolments n where n.event_id = new.id and n.seat > new.seats) then
    raise exception 'seat is taken' using errcode = '23514', constraint = 'events_seats_remain';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger events_seats_remain before update of seats on events for each row when (new.seats < old.seats) execute function access.seats_remain();
--> statement-breakpoint
-- A verified lawyer has been approved by two different people, whoever writes the row.
create function access.two_approvals() returns trigger language plpgsql as $$
begin
  if new.state = 'verified' and (select count(*) from public.lawyer_approvals a where a.lawyer_id = new.id) < 2 then
    raise exception 'two approvals needed' using errcode = '23514', constraint = 'lawyers_two_approvals';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger lawyers_two_approvals after insert or update of state on lawyers deferrable initially deferred
  for each row execute function access.two_approvals();
--> statement-breakpoint
-- What is observed or decided is kept as it was.
create function access.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are kept as they are', tg_table_name using errcode = '42501';
end $$;
--> statement-breakpoint
create trigger audit_events_kept before update or delete or truncate on audit_events for each statement execute function access.refuse_change();
--> statement-breakpoint
create trigger audit_chain_kept before update or delete or truncate on audit_chain for each statement execute function access.refuse_change();
--> statement-breakpoint
create trigger audit_head_kept before delete or truncate on audit_head for each statement execute function access.refuse_change();
--> statement-breakpoint
create function access.statement_kept() returns trigger language plpgsql as $$
begin
  if new.statement is distinct from old.statement or new.code <> old.code or new.serial <> old.serial or new.year <> old.year
     or (old.pdf_sha256 is not null and new.pdf_sha256 is distinct from old.pdf_sha256) then
    raise exception 'a certificate is kept as issued' using errcode = '42501';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger certificates_kept before update on certificates for each row execute function access.statement_kept();
--> statement-breakpoint
grant usage on schema public, access, vault to perkrah_app;
--> statement-breakpoint
grant execute on all functions in schema access to perkrah_app;
--> statement-breakpoint
grant execute on all functions in schema vault to perkrah_app;
--> statement-breakpoint
grant select, insert, update, delete on all tables in schema public to perkrah_app;
--> statement-breakpoint
grant usage on all sequences in schema public to perkrah_app;
--> statement-breakpoint
alter default privileges in schema public grant select, insert, update, delete on tables to perkrah_app;
--> statement-breakpoint
alter default privileges in schema public grant usage on sequences to perkrah_app;
--> statement-breakpoint
revoke insert, update, delete on audit_chain, audit_head from perkrah_app;
--> statement-breakpoint
revoke update, delete on audit_events, presence_observations, request_moves, offer_moves, triages, lawyer_approvals from perkrah_app;
--> statement-breakpoint
revoke delete on certificates, cases, aid_requests, offers, enrolments, accounts, account_links, outbox_messages, services, case_hours from perkrah_app;
--> statement-breakpoint
grant delete on enrolments to perkrah_app;
