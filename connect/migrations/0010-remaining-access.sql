-- What the hub is still to hear of an event that ended a member's sessions: what else opens this product to them.

create table connect_remaining_access (
  issuer text not null,
  n bigint not null,
  audit_id text not null,
  subject text not null,
  user_id text,
  tries integer not null,
  next_try_at bigint not null,
  expires_at bigint not null,
  primary key (issuer, n)
);

create index connect_remaining_access_due on connect_remaining_access (next_try_at);
