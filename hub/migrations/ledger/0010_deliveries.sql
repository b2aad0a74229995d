-- What became of an event. sent_at: of the hint that told the product to pull; last_error: why that hint did not arrive;
-- acknowledged_at: when the product said that it has applied the event.
alter table hub_events add column organization text references organizations (id);
alter table hub_events add column account text references accounts (id);
alter table hub_events add column sent_at bigint;
alter table hub_events add column acknowledged_at bigint;
alter table hub_events add column last_error text;
update hub_events set acknowledged_at = (
  select feed.acknowledged_at from hub_feeds as feed
  where feed.deployment = hub_events.deployment and feed.acknowledged_to >= hub_events.n
);
create index hub_events_of_organization on hub_events (organization, at);

-- alarmed_to: the operator was told that the product has not acknowledged up to here for too long.
alter table hub_feeds drop column acknowledged_at;
alter table hub_feeds add column alarmed_to integer not null default 0;

-- The organization in which the client got its sign-in.
alter table logout_deliveries add column organization text references organizations (id);
update logout_deliveries set organization = (
  select session.organization from product_sessions as session
  where session.client = logout_deliveries.client and session.sid = logout_deliveries.sid
);
create index logout_deliveries_of_organization on logout_deliveries (organization, queued_at);
create index logout_deliveries_of_act on logout_deliveries (audit_id);
drop index logout_deliveries_of_session;
create index product_sessions_of_account on product_sessions (account) where ended_at is null;

-- Since when nobody signs in with an organization; who is no member any more; whose account is gone but for its id.
alter table organizations add column suspended_at bigint;
alter table members add column removed_at bigint;
alter table accounts add column deleted_at bigint;

-- The act that ended the sessions, by which products are told.
alter table session_ends add column audit_id text;
