-- A key is published before it signs: activated_at is null until then. What signed before is published for a while longer,
-- and its row then goes.
alter table signing_keys add column activated_at bigint;
update signing_keys set activated_at = created_at;

drop index signing_keys_one_current;
create unique index signing_keys_one_current on signing_keys (alg) where activated_at is not null and retired_at is null;
create unique index signing_keys_one_next on signing_keys (alg) where activated_at is null;
