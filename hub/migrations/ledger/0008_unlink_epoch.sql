-- The epoch that a member was raised to when they last asked to be unlinked, until the product reports that they are.
alter table user_links add column unlink_epoch bigint;
