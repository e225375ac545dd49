-- Asked at the last moment before the provider has the mail ("unconfirmed"): a person who has changed her mind until then
-- is not written to. What has been handed over is only noted afterwards, whatever she has changed since.
create or replace function access.safe_channel() returns trigger language plpgsql as $$
declare
  handed_over constant boolean := tg_op = 'UPDATE' and old.outcome = 'unconfirmed' and new.outcome = 'accepted';
begin
  if new.recipient_kind = 'request'
     and (new.state = 'sent' or new.outcome = 'unconfirmed') and not coalesce(handed_over, false)
     and new.outcome is distinct from 'called' and new.outcome is distinct from 'read_behind_receipt' then
    -- A change of her rules that is under way is waited for.
    perform from public.aid_requests r where r.id = new.recipient_id and r.contact_channel = 'email' for share;
    if not found then
      raise exception 'mail is not a safe channel here' using errcode = '23514', constraint = 'outbox_messages_safe_channel';
    end if;
  end if;
  return new;
end $$;
