import type { HostSession, Sessions } from '@lanyard/connect'
import type { PsaDb } from '../db/schema.ts'
import { findEmployee } from '../employees/find-employee.ts'
import type { SessionId, TenantId, UserId } from '../ids.ts'
import { sendMail } from '../mail/send-mail.ts'
import type { Psa } from '../psa.ts'
import { beginSession } from '../sessions/begin-session.ts'
import { countLocalSessions, endLocalSessions, endUserSessions } from '../sessions/end-session.ts'
import { isLive } from '../sessions/live-sessions.ts'
import { readSession } from '../sessions/read-session.ts'
import type { Session } from '../sessions/session.ts'

/** Lets ceremonies know this browser's session, and begin and end sessions in their own commit. */
export function hostSessions(psa: () => Pick<Psa, 'db' | 'now' | 'config' | 'connect' | 'words'>): Sessions<PsaDb> {
  return {
    async read(request) {
      const session = await readSession(psa(), request)
      return session && toHostSession(session)
    },
    async begin(db, { tenantId, userId, productSessionId, replaces, authenticatedAt = null }) {
      const { session, cookie } = await beginSession(
        { ...psa(), db },
        { tenant: tenantId as TenantId, user: userId as UserId, productSessionId, replaces, provenAt: authenticatedAt },
      )
      return { id: session.id, cookies: [cookie] }
    },
    isLive: (db, id) => isLive({ ...psa(), db }, id as SessionId),
    endLocal: (db, userId) => endLocalSessions({ db }, userId as UserId),
    countLocal: (db, userId) => countLocalSessions({ ...psa(), db }, userId as UserId),
    // How the person logs in has just changed: no other session outlives that (T9), and they are told (T46).
    async endOthers(db, userId, exceptSessionId) {
      const host = { ...psa(), db }
      const user = userId as UserId
      await endUserSessions(host, user, { except: exceptSessionId as SessionId })
      const employee = await findEmployee(host, user)
      if (employee) await sendMail(host, { to: employee.email, ...host.words.mails.hubLoginChanged(employee.name) })
    },
  }
}

export function toHostSession({ id, tenant, user, productSessionId }: Session): HostSession {
  return { id, tenantId: tenant, userId: user, productSessionId }
}
