import type { ListedMember } from '../people/members/listed-member.ts'

export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User'

/** A member as a directory sees them (RFC 7643 section 4.1); `base` is where the service is. */
export function writeUser({ id, email, account, status }: ListedMember, base: string) {
  const name = account?.name ?? ''
  return {
    schemas: [USER_SCHEMA],
    id,
    userName: account?.username ?? '',
    displayName: name,
    name: { formatted: name },
    emails: [{ value: email, type: 'work', primary: true }],
    active: status === 'active',
    meta: { resourceType: 'User', location: `${base}/Users/${id}` },
  }
}

/** A part of a list (RFC 7644 section 3.4.2). */
export function writeList(resources: readonly unknown[], { total = resources.length, first = 0 } = {}) {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: total,
    startIndex: first + 1,
    itemsPerPage: resources.length,
    Resources: resources,
  }
}
