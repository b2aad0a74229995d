-- Entries of the audit are sealed into a chain of batches for each tenant, together with the kit's; `_` is the chain of those
-- that concern no tenant.
create table audit_batches (
  chain text not null,
  n integer not null check (n >= 1),
  previous_hash text,
  entries integer not null check (entries >= 1),
  digest text not null,
  sealed_at bigint not null,
  hash text not null,
  primary key (chain, n),
  check ((n = 1) = (previous_hash is null))
);

-- Which entry is in which batch. The entries themselves are never changed.
create table audit_sealed (
  entry text primary key,
  chain text not null,
  n integer not null,
  place integer not null check (place >= 1),
  hash text not null,
  unique (chain, n, place),
  foreign key (chain, n) references audit_batches (chain, n)
);

-- What is not sealed yet is looked for by time.
create index audit_entries_by_time on audit_entries (at);
