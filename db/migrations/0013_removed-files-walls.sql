-- Whoever deletes a paper's row, by hand, by erasure or with its request: its bytes follow.
create function access.note_removed_file() returns trigger language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  insert into public.removed_files (file_id) values (old.file_id) on conflict do nothing;
  return old;
end $$;
--> statement-breakpoint
create trigger documents_bytes_follow after delete on documents for each row execute function access.note_removed_file();
--> statement-breakpoint
create trigger documents_bytes_of_infected after update of state on documents for each row
  when (new.state = 'infected' and old.state <> 'infected') execute function access.note_removed_file();
--> statement-breakpoint
-- An erased request keeps no paper.
create function access.forget_documents() returns trigger language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  delete from public.documents d where d.request_id = new.id;
  return new;
end $$;
--> statement-breakpoint
create trigger aid_requests_forget_documents after update of erased_at on aid_requests for each row
  when (new.erased_at is not null) execute function access.forget_documents();
--> statement-breakpoint
alter table removed_files enable row level security;
--> statement-breakpoint
create policy system_removes on removed_files for all to perkrah_app using (access.is_system());
--> statement-breakpoint
revoke insert, update on removed_files from perkrah_app;
