-- JSON: the terms of the person's places when the log-in began, by organization; null for one of before.
alter table ceremonies add column terms text;

-- Whose an artifact is, and which session at the hub it came of; null for those of before.
alter table artifacts add column account text;
alter table artifacts add column session_uid text;
create index artifacts_account on artifacts (account) where account is not null;
create index artifacts_session on artifacts (session_uid) where session_uid is not null;
