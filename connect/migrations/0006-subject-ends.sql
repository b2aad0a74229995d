-- What the hub said of a person before an instant of its own clock, and is over: a sign-in by it begins nothing.
-- An organization of '' is every one of theirs.

create table connect_subject_ends (
  issuer text not null,
  subject text not null,
  organization_id text not null,
  ended_at bigint not null,
  expires_at bigint not null,
  primary key (issuer, subject, organization_id)
);

create index connect_subject_ends_expiring on connect_subject_ends (expires_at);

-- When the ID token was made that a session began with, by the hub's clock; 0 is older than everything.
alter table connect_product_sessions add column issued_at bigint not null default 0;
create index connect_product_sessions_of_subject on connect_product_sessions (issuer, subject);

-- Questions that wait from before do not say when their ID token was made: whoever is asked begins again.
update connect_attempts set consumed_at = started_at where question is not null and consumed_at is null;
