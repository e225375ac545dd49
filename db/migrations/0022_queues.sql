-- Whoever waits already has waited since then.
update enrolments set queued_at = changed_at;
