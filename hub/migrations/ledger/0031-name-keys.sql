-- How the name and the address of an account are looked for and sorted, because each database folds letters in its own way.
-- keys_of: the name and the address that the keys were made of. Rows with keys of others, or of none, were written by a
-- version without keys; housekeeping keys them.
alter table accounts add column name_key text;
alter table accounts add column email_key text;
alter table accounts add column keys_of text;
create index accounts_unkeyed on accounts (id) where (keys_of = name || ' ' || email) is not true;
