-- Which node takes a turn of a loop that one of several is enough for, and from when on, by the database's clock, another
-- one may take the next.
create table loop_claims (
  loop text primary key,
  holder text not null,
  free_at bigint not null
);
