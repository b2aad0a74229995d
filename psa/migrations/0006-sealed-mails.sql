-- What a mail says, sealed under a key of the deployment; "body" is empty then, and both are once the mail has gone out or
-- its link has expired.
alter table mails add column body_sealed text;
