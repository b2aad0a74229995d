-- How the subject of a ticket is looked for, as 0019 has it of names. Rows without a key were written by a version without
-- keys; housekeeping keys them.
alter table tickets add column subject_key text;
alter table tickets add column keys_of text;
create index tickets_unkeyed on tickets (id) where (keys_of = subject) is not true;
