-- Read behind the receipt or said by telephone are no mails.
create or replace function access.safe_channel() returns trigger language plpgsql as $$
begin
  if new.recipient_kind = 'request' and new.state = 'sent'
     and new.outcome is distinct from 'called' and new.outcome is distinct from 'read_behind_receipt'
     and not exists (
       select 1 from public.aid_requests r where r.id = new.recipient_id and r.contact_channel = 'email'
     ) then
    raise exception 'mail is not a safe channel here' using errcode = '23514', constraint = 'outbox_messages_safe_channel';
  end if;
  return new;
end $$;
