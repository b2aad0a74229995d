-- An invitation is void once a master who stands behind it has lost that right; it stays to be renewed by another one.
-- raised_by: who has since made it an invitation as master; null where nobody has. void_giver: the one of created_by and
-- raised_by whose right ended.
alter table invitations add column raised_by text;
alter table invitations add column voided_at bigint;
alter table invitations add column void_giver text check ((void_giver is null) = (voided_at is null));

update invitations set raised_by = (
  select actor from audit
  where action = 'member.make_master' and subject = invitations.member and at >= invitations.created_at
  order by at desc limit 1
)
where ended_at is null and member in (select id from members where role = 'master');

-- Of what such masters gave before, the instant is not known any more.
update invitations set voided_at = created_at, void_giver = created_by
where ended_at is null and created_by like 'member:%' and created_by not in (
  select 'member:' || members.id from members join organizations on organizations.id = members.organization
  where role = 'master' and status = 'active' and suspended_at is null
);
update invitations set voided_at = created_at, void_giver = raised_by
where ended_at is null and voided_at is null and raised_by like 'member:%' and raised_by not in (
  select 'member:' || members.id from members join organizations on organizations.id = members.organization
  where role = 'master' and status = 'active' and suspended_at is null
);
