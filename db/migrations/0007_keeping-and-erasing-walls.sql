-- Whoever erases writes the audit row of it in the same transaction; only the officer and the program itself erase.
create function access.may_erase(subject uuid, audit_event uuid) returns void language plpgsql stable as $$
begin
  if not (access.has_role('dpo') or access.is_system()) or not exists (
    select 1 from public.audit_events e
    where e.id = audit_event and e.subject_id = subject and e.xmin = pg_current_xact_id()::xid
  ) then
    raise exception 'erasure without an actor or an audit row' using errcode = '42501';
  end if;
end $$;
--> statement-breakpoint
-- The data key, everything sealed under it, the way back in, and every sentence; codes, states and dates stay.
create function access.erase_request(request uuid, audit_event uuid, at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, public, access as $$
begin
  perform access.may_erase(request, audit_event);
  delete from vault.data_keys k where k.subject_id = request;
  delete from request_identities t where t.request_id = request;
  delete from request_stories t where t.request_id = request;
  delete from request_safety t where t.request_id = request;
  delete from request_parties t where t.request_id = request;
  delete from request_messages t where t.request_id = request;
  delete from request_traits t where t.request_id = request;
  delete from request_drafts t where t.request_id = request;
  delete from receipts t where t.request_id = request;
  delete from receipt_sign_ins t where t.request_id = request;
  delete from case_notes n using cases c where c.id = n.case_id and c.request_id = request;
  delete from conflict_findings t where t.request_id = request;
  delete from conflict_checks t where t.request_id = request;
  delete from outbox_messages m where m.recipient_kind = 'request' and m.recipient_id = request;
  update request_moves t set reason = 'erased' where t.request_id = request and t.reason !~ '^[a-z_]+$';
  update triages t set reason = 'erased' where t.request_id = request and t.reason !~ '^[a-z_]+$';
  update offers t set decline_reason = null, card = t.card || '{"sentence": null, "traits": []}'::jsonb
    where t.request_id = request;
  update aid_requests t set next_date_on = null, gender_wish = null, contact_channel = 'none', erased_at = at
    where t.id = request;
end $$;
--> statement-breakpoint
-- An account that is closed for good: address, secrets and profile go, the id stays under what it signed.
create function access.erase_account(account uuid, audit_event uuid, at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, public, access as $$
declare
  lawyer uuid := (select l.id from lawyers l where l.account_id = account);
begin
  perform access.may_erase(account, audit_event);
  delete from vault.data_keys k where k.subject_id = account;
  delete from account_roles t where t.account_id = account;
  delete from sign_ins t where t.account_id = account;
  delete from account_links t where t.account_id = account;
  delete from passkeys t where t.account_id = account;
  delete from passkey_challenges t where t.account_id = account;
  delete from authenticator_apps t where t.account_id = account;
  delete from recovery_codes t where t.account_id = account;
  delete from organisation_members t where t.account_id = account;
  delete from lawyer_regions t where t.lawyer_id = lawyer;
  delete from lawyer_areas t where t.lawyer_id = lawyer;
  delete from lawyer_courts t where t.lawyer_id = lawyer;
  update lawyers t set state = case when t.state = 'rejected' then t.state else 'left' end, chamber_code = null,
      licence_number = null, permit_valid_to = null, languages = '{}', supervisor_id = null, on_leave_until = null
    where t.id = lawyer;
  update accounts t set email = account || '@erased.invalid', password_hash = null, state = 'closed',
      closed_at = coalesce(t.closed_at, at), second_factor_since = null
    where t.id = account;
end $$;
--> statement-breakpoint
-- Somebody known by name becomes a mark of letters; rosters, hours and certificates as issued stay.
create function access.erase_person(person uuid, audit_event uuid, at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, public, access as $$
declare
  mark text := upper(right(person::text, 6));
begin
  perform access.may_erase(person, audit_event);
  delete from person_claims t where t.person_id = person;
  delete from import_rows t where t.person_id = person;
  delete from corrections t where t.person_id = person;
  delete from outbox_messages m where m.recipient_kind = 'person' and m.recipient_id = person;
  update presence_observations o set reason = null from enrolments n
    where n.id = o.enrolment_id and n.person_id = person and o.reason is not null;
  update people t set given_name = '—', family_name = 'P-' || mark, folded_name = lower(mark) || ' p', email = null,
      phone = null, organisation_id = null, institution = null, profession = null, municipality_code = null
    where t.id = person;
end $$;
--> statement-breakpoint
-- What the program may delete when its time has come, and the application's role otherwise never.
create function access.clear_account_links(before timestamptz, most integer) returns integer
language plpgsql security definer set search_path = pg_catalog, public, access as $$
declare
  cleared integer;
begin
  if not access.is_system() then raise exception 'not the program itself' using errcode = '42501'; end if;
  delete from account_links where id in (
    select l.id from account_links l where coalesce(l.used_at, l.expires_at) < before limit most);
  get diagnostics cleared = row_count;
  return cleared;
end $$;
--> statement-breakpoint
create function access.clear_outbox(before timestamptz, most integer) returns integer
language plpgsql security definer set search_path = pg_catalog, public, access as $$
declare
  cleared integer;
begin
  if not access.is_system() then raise exception 'not the program itself' using errcode = '42501'; end if;
  delete from outbox_messages where id in (
    select m.id from outbox_messages m where m.state <> 'waiting' and m.created_at < before limit most);
  get diagnostics cleared = row_count;
  return cleared;
end $$;
--> statement-breakpoint
grant execute on all functions in schema access to perkrah_app;
--> statement-breakpoint
revoke update, delete on erasure_ledger, retention_changes from perkrah_app;
--> statement-breakpoint
revoke delete on erasures, corrections, retention_rules, retention_runs from perkrah_app;
--> statement-breakpoint
grant delete on corrections to perkrah_app;
--> statement-breakpoint
create trigger erasure_ledger_kept before update or delete or truncate on erasure_ledger for each statement execute function access.refuse_change();
--> statement-breakpoint
insert into retention_rules (code, amount, unit, treatment, basis, status, position) values
  ('request_drafts', 60, 'minutes', 'delete', 'promise', 'verified', 1),
  ('receipt_sign_ins', 60, 'minutes', 'delete', 'promise', 'verified', 2),
  ('requests_ended', 24, 'months', 'destroy_key', 'L124-2024', 'unverified', 3),
  ('requests_with_case', 60, 'months', 'destroy_key', 'L124-2024', 'unverified', 4),
  ('conflict_checks', 12, 'months', 'delete', 'own_rule', 'unverified', 5),
  ('request_figures', null, null, 'keep', 'own_rule', 'unverified', 6),
  ('lawyer_applications', 12, 'months', 'delete', 'own_rule', 'unverified', 7),
  ('open_accounts', null, null, 'keep', 'own_rule', 'unverified', 8),
  ('closed_accounts', 24, 'months', 'pseudonymise', 'L124-2024', 'unverified', 9),
  ('sign_ins', 30, 'days', 'delete', 'promise', 'verified', 10),
  ('account_links', 30, 'days', 'delete', 'own_rule', 'unverified', 11),
  ('claim_codes', 12, 'months', 'delete', 'own_rule', 'unverified', 12),
  ('training_records', 120, 'months', 'pseudonymise', 'own_rule', 'unverified', 13),
  ('enrolments_not_taken', 24, 'months', 'delete', 'own_rule', 'unverified', 14),
  ('certificates', null, null, 'keep', 'legal_record', 'unverified', 15),
  ('import_previews', 7, 'days', 'delete', 'own_rule', 'unverified', 16),
  ('import_rows', 12, 'months', 'delete', 'own_rule', 'unverified', 17),
  ('outbox_messages', 6, 'months', 'delete', 'own_rule', 'unverified', 18),
  ('corrections', 24, 'months', 'delete', 'own_rule', 'unverified', 19),
  ('rate_limits', 1, 'days', 'delete', 'promise', 'verified', 20),
  ('audit', null, null, 'keep', 'L124-2024', 'unverified', 21),
  ('erasure_ledger', null, null, 'keep', 'legal_record', 'unverified', 22),
  ('backups', 35, 'days', 'delete', 'promise', 'verified', 23),
  ('backup_keys', 7, 'days', 'delete', 'promise', 'verified', 24);
--> statement-breakpoint
delete from settings where key = 'retention';
