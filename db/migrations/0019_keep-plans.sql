-- The same answers as before, from plans that each connection keeps: planning took longer than answering.
create or replace function access.may_open(request uuid, classes text[], reason text) returns boolean language plpgsql stable as $$
declare
  kind text := access.actor_kind();
  given boolean := coalesce(reason in
    ('triage', 'safety', 'contact', 'matching', 'correction', 'complaint', 'follow_up', 'conflict_check'), false);
begin
  if cardinality(classes) > 0 is not true
     or not classes <@ array['identity', 'party', 'safety', 'story', 'whereabouts', 'phrases', 'case_note', 'document'] then
    return false;
  end if;
  if kind = 'receipt' then
    return coalesce(access.receipt_request() = request, false) and not 'case_note' = any(classes);
  end if;
  if kind = 'system' then
    return classes <@ array['safety'] or (classes <@ array['document'] and coalesce(reason = 'scan', false));
  end if;
  if kind is distinct from 'account' then
    return false;
  end if;
  if access.has_role('coordinator') and access.desk_reads(request, true) then
    if classes <@ array['safety'] or (given and classes <@ array['identity', 'party', 'safety']) then
      return true;
    end if;
    if (classes <@ array['identity', 'party', 'safety'] or (classes <@ array['document'] and coalesce(reason = 'intake', false))
        or (given and not 'case_note' = any(classes))) and access.desk_reads(request, false) then
      return true;
    end if;
  end if;
  if access.has_role('lawyer') then
    return access.has_open_case(request) or (classes <@ array['identity', 'party'] and access.holds_offer(request));
  end if;
  return access.has_role('dpo') and access.runs_break_glass(request);
end $$;
