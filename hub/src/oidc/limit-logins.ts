import type { IncomingMessage } from 'node:http'
import { placeOf } from '@lanyard/guard'
import { errors } from 'oidc-provider'
import { clientAddressOf } from '../addresses/client-address.ts'
import { MINUTE } from '../clock.ts'
import type { Hub } from '../hub.ts'

/** Steps of logins that one place begins at a node in {@link WINDOW}: more than an office has people who log in at once. */
const MOST = 600
const WINDOW = 10 * MINUTE

/** Places that are remembered. Above that the one whose window began first is forgotten: memory has an end, too. */
const MOST_PLACES = 100_000

/**
 * Anyone may begin a login, and each is kept for minutes. So that no one fills the database with them, each place begins
 * so many and no more. Who is logged in already begins none.
 *
 * @returns counts one; throws `temporarily_unavailable` for one too many
 */
export function limitLogins({ now }: Pick<Hub, 'now'>): (request: IncomingMessage) => void {
  /** In the order in which their windows began, so that those which are over come first. */
  const begun = new Map<string, { count: number; readonly since: number }>()
  // A window that begins later than now was begun by a clock that has gone back since.
  const isOver = (since: number, at: number) => at - since >= WINDOW || since > at
  return (request) => {
    const at = now()
    const place = placeOf(clientAddressOf(request))
    for (const [other, { since }] of begun) {
      if (!isOver(since, at) && begun.size <= MOST_PLACES) break
      begun.delete(other)
    }
    const counter = begun.get(place) ?? { count: 0, since: at }
    counter.count += 1
    begun.set(place, counter)
    if (counter.count > MOST) throw new errors.TemporarilyUnavailable('too many log-ins begin there')
  }
}
