-- A provider that recognises a repeated mail is handed it as "handed", and again after a silence; any other once, as
-- "unconfirmed". Both are asked at the last moment, and what has been handed over is only noted afterwards.
create or replace function access.safe_channel() returns trigger language plpgsql as $$
declare
  noted constant boolean := tg_op = 'UPDATE' and (
    (new.outcome = 'accepted' and old.outcome in ('handed', 'unconfirmed'))
    or (new.outcome = 'unconfirmed' and old.outcome = 'unconfirmed' and new.attempts = old.attempts));
begin
  if new.recipient_kind = 'request'
     and (new.state = 'sent' or new.outcome in ('handed', 'unconfirmed')) and not coalesce(noted, false)
     and new.outcome is distinct from 'called' and new.outcome is distinct from 'read_behind_receipt' then
    -- A change of her rules that is under way is waited for.
    perform from public.aid_requests r where r.id = new.recipient_id and r.contact_channel = 'email' for share;
    if not found then
      raise exception 'mail is not a safe channel here' using errcode = '23514', constraint = 'outbox_messages_safe_channel';
    end if;
  end if;
  return new;
end $$;
