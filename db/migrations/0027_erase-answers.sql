-- What somebody answered at sign-up, and what was written about their turn, goes with the name.
create or replace function access.erase_person(person uuid, audit_event uuid, at timestamptz) returns void
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
  delete from enrolment_answers a using enrolments n where n.id = a.enrolment_id and n.person_id = person;
  update enrolments n set priority = 0, priority_reason = null, decision_note = null
    where n.person_id = person and (n.priority_reason is not null or n.decision_note is not null);
  update people t set given_name = '—', family_name = 'P-' || mark, folded_name = lower(mark) || ' p', email = null,
      phone = null, organisation_id = null, institution = null, profession = null, municipality_code = null
    where t.id = person;
end $$;
