-- The term of a person's right to be in the organization. It rises with each end of that right; sessions, half-done
-- log-ins and grants carry the one that they began in, and open nothing in a later one. 0: the right has never ended.
alter table members add column term bigint not null default 0;
update members set term = 1
  where account is not null
    and (status = 'inactive'
      or organization in (select id from organizations where suspended_at is not null));

-- A person takes back what a client got of them. The term rises each time; grants carry it like that of the place.
create table access_ends (
  account text not null references accounts (id),
  client text not null,
  term bigint not null,
  at bigint not null,
  primary key (account, client)
);
