import type { CheckName } from '../messages/en-checks.ts'
import type { Check } from './check.ts'
import { addresses } from './checks/addresses.ts'
import { ends } from './checks/ends.ts'
import { logoutTokens } from './checks/logout-tokens.ts'
import { securityEvents } from './checks/security-events.ts'
import { signIns } from './checks/sign-ins.ts'
import { tenantLinks } from './checks/tenant-links.ts'
import { userLinks } from './checks/user-links.ts'

/** In this order: what comes first leaves the company linked for what comes next, and the last ends it again. */
const all: Readonly<Record<CheckName, Check>> = {
  ...tenantLinks,
  ...userLinks,
  ...signIns,
  ...addresses,
  ...logoutTokens,
  ...securityEvents,
  ...ends,
}

export const checks: readonly (readonly [CheckName, Check])[] = Object.entries(all).map(
  ([name, check]) => [name as CheckName, check] as const,
)
