import { endSession } from '../oidc/end-session.ts'
import { endDueSessions } from '../people/sessions/end-due-sessions.ts'
import type { Site } from './site.ts'

/** After an act that has ended sessions: they are taken away, and products are told, before the person gets an answer. */
export async function endSessionsNow({ hub, provider }: Pick<Site, 'hub' | 'provider'>): Promise<void> {
  await endDueSessions(hub, (uid, auditId) => endSession(hub, provider, uid, auditId))
}
