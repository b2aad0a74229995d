import { causeOf, CheckFailed } from '../cause.ts'
import type { Dialect } from './dialect.ts'
import { assuranceOf, MFA, readIdentity } from './hub-answer.ts'

/** Names come in the ID token, so that no further request is needed to show them. */
const NAMES = JSON.stringify({ id_token: { preferred_username: null, email: null, name: null } })

/** What is said to a hub, and how its ID tokens read (docs/tenant-linking.md). */
export const hubDialect: Dialect = {
  idTokenAlgorithm: 'ES256',
  datesBack: false,
  pushesLinking: true,
  ask: ({ parameters }) => ({ scope: 'openid profile email', acr_values: MFA, claims: NAMES, ...parameters }),
  read(claims, { freshSince }) {
    const identity = readIdentity(claims)
    return identity
      ? { kind: 'token', identity, ...assuranceOf(claims, freshSince) }
      : { kind: 'untrusted', cause: causeOf(INCOMPLETE) }
  },
}

const INCOMPLETE = new CheckFailed('claims', 'The ID token lacks sub, org_id, org_name or member_epoch.')
