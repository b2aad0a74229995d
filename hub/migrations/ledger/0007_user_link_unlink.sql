-- When the person asked at the hub to be unlinked; null again with the product's next report.
alter table user_links add column unlink_asked_at bigint;
