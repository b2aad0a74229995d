-- What organizations' limits on sessions are held against: the log-in, the last request, and the longest time between
-- two requests since that log-in. A session that does not tell is over.
delete from sessions where ended_at is null;
alter table sessions add column logged_in_at bigint not null default 0;
alter table sessions add column used_at bigint not null default 0;
alter table sessions add column longest_pause bigint not null default 0;
