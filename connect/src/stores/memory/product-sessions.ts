import type { ProductSession, ProductSessionRecords } from '../../records/product-sessions.ts'
import type { Use } from './state.ts'
import { change, take } from './state.ts'

export function sessionRecords(use: Use): ProductSessionRecords {
  const deleteWhere = async (matches: (session: ProductSession) => boolean) =>
    use(({ sessions }) => take(sessions, matches).length)
  const takeWhere = async (matches: (session: ProductSession) => boolean) =>
    use(({ sessions }) => take(sessions, matches).map(({ tenantId, userId }) => ({ tenantId, userId })))
  return {
    insert: async (session) =>
      use(({ sessions }) => {
        sessions.set(session.id, session)
      }),

    find: async (id) => use(({ sessions }) => sessions.get(id) ?? null),

    touch: async (id, at) =>
      use(({ sessions }) => {
        const session = sessions.get(id)
        if (session && session.seenAt < at) sessions.set(id, { ...session, seenAt: at })
      }),

    keepApps: async (id, list, at) =>
      use(({ sessions }) => {
        const session = sessions.get(id)
        if (session) sessions.set(id, { ...session, apps: { list, at } })
      }),

    countOfTenant: async (tenantId) =>
      use(({ sessions }) => [...sessions.values()].filter((session) => session.tenantId === tenantId).length),

    delete: async (id) => use(({ sessions }) => sessions.delete(id)),
    deleteOfUser: (userId) => deleteWhere((session) => session.userId === userId),
    deleteOfTenant: (tenantId) => deleteWhere((session) => session.tenantId === tenantId),
    deleteOfLink: (linkId) => deleteWhere((session) => session.linkId === linkId),
    deleteOfHubSession: (issuer, sid, subject) =>
      takeWhere(
        (session) =>
          session.issuer === issuer && session.sid === sid && (subject === null || session.subject === subject),
      ),
    deleteOfSubject: (issuer, { subject, organizationId }, issuedUntil) =>
      takeWhere(
        (session) =>
          session.issuer === issuer &&
          session.subject === subject &&
          (organizationId === null || session.organizationId === organizationId) &&
          (issuedUntil === null || session.issuedAt <= issuedUntil),
      ),
    deleteOfIssuer: (issuer) => deleteWhere((session) => session.issuer === issuer),

    deleteBelowEpoch: (issuer, organizationId, subject, epoch) =>
      takeWhere(
        (session) =>
          session.issuer === issuer &&
          session.organizationId === organizationId &&
          session.subject === subject &&
          session.memberEpoch < epoch,
      ),

    deleteExpired: async (at, seenBefore) => {
      await deleteWhere((session) => session.expiresAt <= at || session.seenAt < seenBefore)
    },

    adoptIssuer: async (former, issuer) =>
      use(({ sessions }) => {
        change(
          sessions,
          (session) => former.includes(session.issuer),
          (session) => ({ ...session, issuer }),
        )
      }),
  }
}
