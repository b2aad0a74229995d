-- A session at the hub that some client got a sign-in of, or that was ended: whoever adds a client to it, and whoever
-- ends it, hold this row, so that no client is added unheard to what is over.
-- entombed_at: the session's tombstone in the short-lived database is there.
create table hub_sessions (
  uid text primary key,
  seen_at bigint not null,
  ended_at bigint,
  entombed_at bigint,
  check (entombed_at is null or ended_at is not null)
);
create index hub_sessions_to_entomb on hub_sessions (ended_at) where ended_at is not null and entombed_at is null;

-- Which client got a sign-in of which session at the hub, and about whom.
create table product_sessions (
  client text not null,
  sid text not null,
  hub_session text not null references hub_sessions (uid),
  account text not null references accounts (id),
  organization text not null references organizations (id),
  first_at bigint not null,
  last_at bigint not null,
  ended_at bigint,
  primary key (client, sid)
);
create index product_sessions_live on product_sessions (hub_session) where ended_at is null;
create index product_sessions_last on product_sessions (last_at);

-- Log-out tokens for clients outside the suite, until they are answered. sent_at: of the last try.
create table logout_deliveries (
  id text primary key,
  client text not null,
  sid text not null,
  hub_session text not null,
  account text not null references accounts (id),
  audit_id text not null,
  queued_at bigint not null,
  tries integer not null,
  next_try_at bigint not null,
  sent_at bigint,
  took_ms integer,
  answered_at bigint,
  failed_at bigint,
  last_error text,
  check (answered_at is null or failed_at is null)
);
create index logout_deliveries_due on logout_deliveries (next_try_at) where answered_at is null and failed_at is null;
create index logout_deliveries_of_session on logout_deliveries (hub_session);

-- Up to which event a deployment has said that everything is applied, and when it said so.
alter table hub_feeds add column acknowledged_to integer not null default 0;
alter table hub_feeds add column acknowledged_at bigint;

-- The log tells deployments of ended sessions, too.
alter table hub_events rename to hub_events_before;
create table hub_events (
  deployment text not null references deployments (id),
  n integer not null,
  type text not null check (type in ('link_ended', 'member_epoch', 'session_ended')),
  at bigint not null,
  audit_id text not null,
  payload text not null,
  primary key (deployment, n)
);
insert into hub_events select deployment, n, type, at, audit_id, payload from hub_events_before;
drop table hub_events_before;
create index hub_events_audit on hub_events (audit_id);
