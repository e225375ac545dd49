-- News for somebody who asked for help is one kind of message, and no other message goes to her.
alter table outbox_messages add constraint outbox_messages_news
  check ((recipient_kind = 'request') = (kind = 'request_news') and (recipient_kind <> 'request' or subject_id = recipient_id));
--> statement-breakpoint
-- A mail to her counts as sent only where her channel is mail, whatever the program believes: the sending rolls back loudly.
create function access.safe_channel() returns trigger language plpgsql as $$
begin
  if new.recipient_kind = 'request' and new.state = 'sent' and new.outcome is distinct from 'called' and not exists (
    select 1 from public.aid_requests r where r.id = new.recipient_id and r.contact_channel = 'email'
  ) then
    raise exception 'mail is not a safe channel here' using errcode = '23514', constraint = 'outbox_messages_safe_channel';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger outbox_messages_safe_channel before insert or update of state, outcome, recipient_id on outbox_messages
  for each row execute function access.safe_channel();
