import type { IncomingMessage } from 'node:http'
import { placeOf } from '@lanyard/guard'
import { errors } from 'oidc-provider'
import { clientAddressOf } from '../addresses/client-address.ts'
import { MINUTE } from '../clock.ts'
import type { Hub } from '../hub.ts'

/** Steps of logins that one place begins at a node in {@link WINDOW}: more than an office has people who log in at once. */
const MOST = 600
const WINDOW = 10 * MINUTE

/** More places than this are forgotten when their window is over. */
const MANY_PLACES = 10_000

/**
 * Anyone may begin a login, and each is kept for minutes. So that no one fills the database with them, each place begins
 * so many and no more. Who is logged in already begins none.
 *
 * @returns counts one; throws `temporarily_unavailable` for one too many
 */
export function limitLogins({ now }: Pick<Hub, 'now'>): (request: IncomingMessage) => void {
  const begun = new Map<string, { count: number; readonly since: number }>()
  return (request) => {
    const at = now()
    const place = placeOf(clientAddressOf(request))
    if (begun.size > MANY_PLACES) {
      for (const [other, { since }] of begun) if (at - since >= WINDOW) begun.delete(other)
    }
    const before = begun.get(place)
    const counter = before === undefined || at - before.since >= WINDOW ? { count: 0, since: at } : before
    counter.count += 1
    begun.set(place, counter)
    if (counter.count > MOST) throw new errors.TemporarilyUnavailable('too many log-ins begin there')
  }
}
