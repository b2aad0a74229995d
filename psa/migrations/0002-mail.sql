-- Delivery of mails. next_try_at: from when a process may take one; whoever does moves it on first, so that it is taken once.
-- failed_at: given up, with last_error as a code of a few words. expires_at: when the link in it opens nothing any more.
alter table mails add column expires_at bigint;
alter table mails add column sent_at bigint;
alter table mails add column tries integer not null default 0;
alter table mails add column next_try_at bigint not null default 0;
alter table mails add column failed_at bigint;
alter table mails add column last_error text;
create index mails_due on mails (next_try_at) where sent_at is null and failed_at is null;
