-- A request's papers go with it: their rows, the keys in them, and by removed_files the bytes.
create or replace function access.erase_request(request uuid, audit_event uuid, at timestamptz) returns void
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
  delete from documents t where t.request_id = request;
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
