-- Delivery of notices. next_try_at: from when a node may take one; whoever does moves it on first, so that it is taken once.
-- failed_at: given up, with last_error as a code of a few words.
alter table notices add column tries integer not null default 0;
alter table notices add column next_try_at bigint not null default 0;
alter table notices add column failed_at bigint;
alter table notices add column last_error text;

drop index notices_unsent;
create index notices_due on notices (next_try_at) where sent_at is null and failed_at is null;
create index notices_by_age on notices (created_at);
