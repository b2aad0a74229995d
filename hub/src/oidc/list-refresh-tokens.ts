import type { AdapterPayload } from 'oidc-provider'
import { type Instant, lastOf, SECOND } from '../clock.ts'
import type { Hub } from '../hub.ts'
import type { AccountId } from '../ids.ts'
import { placeOfGrant, type PlaceOfGrant } from './grants.ts'

/** A token by which a client goes on without the person. */
export interface RefreshTokenFacts extends PlaceOfGrant {
  readonly client: string
  readonly issuedAt: Instant
  /** The session that it came of, and when that began. */
  readonly session: string
  readonly loggedInAt: Instant
}

/** Every refresh token of a person that has not expired; whether it still counts is for the ledger to say. */
export async function listRefreshTokens(
  { short, now }: Pick<Hub, 'short' | 'now'>,
  account: AccountId,
): Promise<readonly RefreshTokenFacts[]> {
  const rows = await short
    .selectFrom('artifacts')
    .select(['payload', 'grant_id'])
    .where('model', '=', 'RefreshToken')
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', now())
    .where((where) =>
      where.or([
        where('account', '=', account),
        // Those of before the column.
        where.and([where('account', 'is', null), where('payload', 'like', `%"accountId":"${account}"%`)]),
      ]),
    )
    .execute()
  return rows.flatMap(({ payload, grant_id: grant }) => {
    const { clientId: client, iiat, authTime, sessionUid: session } = JSON.parse(payload) as AdapterPayload & Facts
    if (grant === null || !client || !iiat || !authTime || !session) return []
    const begun = { issuedAt: iiat * SECOND, loggedInAt: lastOf(authTime) }
    return { ...placeOfGrant(grant), client, session, ...begun }
  })
}

interface Facts {
  /** Of the first of a line of refresh tokens. */
  readonly iiat?: number
  readonly sessionUid?: string
  readonly authTime?: number
}
