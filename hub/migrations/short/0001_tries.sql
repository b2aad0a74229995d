create table tries (
  key text primary key,
  count integer not null,
  last_at bigint not null,
  blocked_until bigint not null
);
