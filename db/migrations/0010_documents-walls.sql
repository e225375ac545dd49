alter table documents enable row level security;
--> statement-breakpoint
-- What stands about a paper is workflow; its name and its key are sealed, and `access.may_open` says who opens them.
create policy own on documents for all to perkrah_app using (access.receipt_request() = request_id);
--> statement-breakpoint
create policy desk_looks on documents for select to perkrah_app using (access.desk_reads(request_id, true));
--> statement-breakpoint
create policy desk_adds on documents for insert to perkrah_app with check (access.desk_reads(request_id, false) and origin = 'desk');
--> statement-breakpoint
create policy desk_changes on documents for update to perkrah_app using (access.desk_reads(request_id, false));
--> statement-breakpoint
create policy lawyer_looks on documents for select to perkrah_app using (access.has_open_case(request_id));
--> statement-breakpoint
create policy lawyer_adds on documents for insert to perkrah_app
  with check (origin = 'lawyer' and access.has_open_case(request_id)
    and exists (select 1 from public.cases c where c.id = case_id and c.request_id = documents.request_id and c.state = 'open'));
--> statement-breakpoint
create policy lawyer_changes on documents for update to perkrah_app
  using (origin = 'lawyer' and added_by = access.actor_id() and access.has_open_case(request_id));
--> statement-breakpoint
create policy break_glass on documents for select to perkrah_app using (access.runs_break_glass(request_id));
--> statement-breakpoint
create policy system_scans on documents for all to perkrah_app using (access.is_system());
--> statement-breakpoint
-- A paper is kept as it came: only what the scanner says and whether it was taken back changes.
revoke update on documents from perkrah_app;
--> statement-breakpoint
grant update (state, scans, scanned_at, next_scan_at, finding, withdrawn_at) on documents to perkrah_app;
--> statement-breakpoint
-- Who may open which sealed classes of a request, with papers; app/protection/policy.ts says the same.
create or replace function access.may_open(request uuid, classes text[], reason text) returns boolean language sql stable as
$$ select coalesce(
     cardinality(classes) > 0
     and classes <@ array['identity', 'party', 'safety', 'story', 'whereabouts', 'phrases', 'case_note', 'document']
     and case access.actor_kind()
       when 'receipt' then access.receipt_request() = request and not 'case_note' = any(classes)
       when 'system' then classes <@ array['safety'] or (classes <@ array['document'] and reason = 'scan')
       when 'account' then
         (access.desk_reads(request, true) and (
           classes <@ array['safety']
           or (classes <@ array['identity', 'party', 'safety'] and access.desk_reads(request, false))
           or (classes <@ array['document'] and reason = 'intake' and access.desk_reads(request, false))
           or (reason in ('triage', 'safety', 'contact', 'matching', 'correction', 'complaint', 'follow_up', 'conflict_check')
             and (classes <@ array['identity', 'party', 'safety']
               or (access.desk_reads(request, false) and not 'case_note' = any(classes))))))
         or access.has_open_case(request)
         or (access.holds_offer(request) and classes <@ array['identity', 'party'])
         or access.runs_break_glass(request)
     end, false) $$;
