import type { Member, UserLink, UserLinkRecords } from '../../records/user-links.ts'
import type { Use } from './state.ts'
import { change, findIn, take } from './state.ts'

export function userLinkRecords(use: Use): UserLinkRecords {
  return {
    insert: async (link) =>
      use(({ userLinks }) => {
        const rival = findIn(userLinks, (other) => isSameUser(other, link) || isSameMember(other, link))
        if (rival) return false
        userLinks.set(link.id, link)
        return true
      }),

    findOfUser: async (userId) => use(({ userLinks }) => findIn(userLinks, (link) => link.userId === userId)),

    findOfMember: async (member) => use(({ userLinks }) => findIn(userLinks, (link) => isSameMember(link, member))),

    ofTenant: async (tenantId) =>
      use(({ userLinks }) => [...userLinks.values()].filter((link) => link.tenantId === tenantId)),

    ofSubject: async (issuer, subject) =>
      use(({ userLinks }) =>
        [...userLinks.values()].filter((link) => link.issuer === issuer && link.subject === subject),
      ),

    deleteOfUser: async (userId) =>
      use(({ userLinks }) => take(userLinks, (link) => link.userId === userId)[0] ?? null),

    deleteOfMember: async (member) =>
      use(({ userLinks }) => take(userLinks, (link) => isSameMember(link, member))[0] ?? null),

    deleteBelowEpoch: async (member, epoch) =>
      use(
        ({ userLinks }) => take(userLinks, (link) => isSameMember(link, member) && link.memberEpoch < epoch)[0] ?? null,
      ),

    deleteOfTenant: async (tenantId) =>
      use(({ userLinks }) => {
        take(userLinks, (link) => link.tenantId === tenantId)
      }),

    deleteForeign: async (tenantId, issuer, organizationId) =>
      use(({ userLinks }) =>
        take(
          userLinks,
          (link) => link.tenantId === tenantId && (link.issuer !== issuer || link.organizationId !== organizationId),
        ),
      ),

    restore: async (tenantId, linkId) =>
      use(({ userLinks }) =>
        change(
          userLinks,
          (link) => link.tenantId === tenantId && link.state === 'suspended',
          (link): UserLink => ({ ...link, state: 'active', linkId }),
        ),
      ),

    suspend: async (linkId) =>
      use(
        ({ userLinks }) =>
          change(
            userLinks,
            (link) => link.linkId === linkId,
            (link): UserLink => ({ ...link, state: 'suspended', linkId: null }),
          ).length,
      ),

    noteUse: async (id, at, { accountName, organizationName }) =>
      use(({ userLinks }) => {
        const link = userLinks.get(id)
        if (link) userLinks.set(id, { ...link, accountName, organizationName, lastUsedAt: at })
      }),

    adoptIssuer: async (former, issuer) =>
      use(({ userLinks }) =>
        former.flatMap((name) => {
          const gone = take(
            userLinks,
            (link) =>
              link.issuer === name && findIn(userLinks, (other) => isSameMember(other, { ...link, issuer })) !== null,
          )
          change(
            userLinks,
            (link) => link.issuer === name,
            (link) => ({ ...link, issuer }),
          )
          return gone
        }),
      ),
  }
}

const isSameUser = (one: UserLink, other: UserLink) => one.tenantId === other.tenantId && one.userId === other.userId

const isSameMember = (link: Member, member: Member) =>
  link.tenantId === member.tenantId &&
  link.issuer === member.issuer &&
  link.organizationId === member.organizationId &&
  link.subject === member.subject
