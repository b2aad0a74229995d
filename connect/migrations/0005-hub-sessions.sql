-- A session at the hub that somebody signed in by, or that is over: a sign-in that its end has overtaken begins nothing.

create table connect_hub_sessions (
  issuer text not null,
  sid text not null,
  ended integer not null check (ended in (0, 1)),
  expires_at bigint not null,
  primary key (issuer, sid)
);
