import type { AuditId } from '../../ids.ts'

/** Ends a session at the hub, by an act where there is one; done twice it is as done once. `oidc/end-session.ts` does it. */
export type EndSession = (sessionUid: string, auditId?: AuditId) => Promise<void>
