-- What is looked for again and again without being asked: without these each look reads the whole table.
create index sessions_by_begin on sessions (begun_at);
create index sessions_by_use on sessions (used_at);
create index password_resets_expiry on password_resets (expires_at);
create index mails_by_age on mails (created_at);
-- Mails that still have a text, of which it must go when it is sent or when its link has expired.
create index mails_sent_with_text on mails (sent_at) where sent_at is not null and body <> '';
create index mails_expiring on mails (expires_at) where body <> '' or body_sealed is not null;
