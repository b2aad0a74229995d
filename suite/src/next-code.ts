import { revealNextCode } from '@lanyard/hub/src/people/factors/reveal-next-code.ts'
import type { Hub } from '@lanyard/hub/src/hub.ts'
import { getAccount } from './commands/accounts.ts'
import { messages } from './messages/en.ts'
import { Refused } from './refused.ts'

export interface NextCode {
  readonly account: string
  readonly code: string
  /** How long it is taken from now on. */
  readonly seconds: number
}

/**
 * The next code of a demo account that was not used yet, as soon as the hub takes it: at once, or, where those of
 * this moment are used, within half a minute.
 *
 * @param rest passes so many seconds
 * @throws {Refused} `account_unknown`, `not_enrolled`
 */
export async function nextCode(
  hub: Hub,
  username: string,
  rest: (seconds: number) => Promise<void>,
): Promise<NextCode> {
  const account = await getAccount(hub, username)
  for (;;) {
    const next = await revealNextCode(hub, account.id)
    if (next === null) throw new Refused('not_enrolled', messages.code.notEnrolled(username))
    if (next.takenInSeconds === 0) return { account: account.username, code: next.code, seconds: next.lastsSeconds }
    await rest(next.takenInSeconds)
  }
}
