import type { HostSession, Sessions } from '@lanyard/connect'
import type { PsaDb } from '../db/schema.ts'
import type { TenantId, UserId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import { beginSession } from '../sessions/begin-session.ts'
import { readSession } from '../sessions/read-session.ts'
import type { Session } from '../sessions/session.ts'

/** Lets ceremonies know this browser's session, and begin another one in their own commit. */
export function hostSessions(psa: () => Pick<Psa, 'db' | 'now' | 'config' | 'connect'>): Sessions<PsaDb> {
  return {
    async read(request) {
      const session = await readSession(psa(), request)
      return session && toHostSession(session)
    },
    async begin(db, { tenantId, userId, productSessionId, replaces }) {
      const { session, cookie } = await beginSession(
        { ...psa(), db },
        { tenant: tenantId as TenantId, user: userId as UserId, productSessionId, replaces },
      )
      return { id: session.id, cookies: [cookie] }
    },
  }
}

export function toHostSession({ id, tenant, user, productSessionId }: Session): HostSession {
  return { id, tenantId: tenant, userId: user, productSessionId }
}
