import { randomBytes } from 'node:crypto'
import { inTransaction } from '@lanyard/storage'
import type { Account } from '../accounts/account.ts'
import { recordAct } from '../audit/record-act.ts'
import { DAY } from '../clock.ts'
import type { Hub } from '../hub.ts'
import { newId } from '../ids.ts'
import type { OrganizationId } from '../ids.ts'
import { queueNotice } from '../notices/queue-notice.ts'
import { hashToken } from '../secrets/hash-token.ts'
import { DEVICE_LIFETIME } from './device.ts'
import * as devices from './devices-store.ts'
import { nameDevice } from './name-device.ts'

/** How often being seen is written down. */
const SEEN_EVERY = DAY

export interface LogIn {
  readonly account: Account
  /** The one that the log-in settled. */
  readonly organization: OrganizationId
  /** Value of the cookie that the browser came with. */
  readonly device: string | null
  readonly userAgent: string
  readonly address: string
  /** Which second factor it was. */
  readonly factor: string
}

/**
 * Writes down that somebody logged in with both factors, and from which browser. The person is told of a browser that
 * their account was not logged in with before, unless it is the account's first.
 *
 * A browser that the account does not know gets a new value, whatever it came with: a value that somebody planted in it
 * becomes known to no account of anybody else (T39). Other accounts that know the browser know it under the new one.
 *
 * @returns the value that the browser's cookie has to hold from now on
 */
export async function noteLogIn(hub: Pick<Hub, 'db' | 'config' | 'now'>, logIn: LogIn): Promise<string> {
  return inTransaction(hub, async (hub) => {
    const { account, organization, address, factor } = logIn
    const device = (await meetAgain(hub, logIn)) ?? (await meet(hub, logIn))
    await recordAct(hub, {
      auditId: newId('aud'),
      organization,
      actor: `account:${account.id}`,
      action: 'session.begin',
      subject: account.id,
      account: account.id,
      details: { device: nameDevice(logIn.userAgent), address, factor },
    })
    return device
  })
}

async function meetAgain(hub: Pick<Hub, 'db' | 'now'>, { account, device, userAgent }: LogIn): Promise<string | null> {
  if (device === null) return null
  const now = hub.now()
  const known = await devices.find(hub.db, hashToken(device), account.id, now - DEVICE_LIFETIME)
  if (known === null) return null
  if (now - known.last_seen_at >= SEEN_EVERY) {
    await devices.see(hub.db, { ...known, user_agent: userAgent, last_seen_at: now })
  }
  return device
}

async function meet(hub: Pick<Hub, 'db' | 'config' | 'now'>, logIn: LogIn): Promise<string> {
  const { account, address, userAgent } = logIn
  const device = randomBytes(32).toString('base64url')
  const now = hub.now()
  const isFirst = !(await devices.hasAny(hub.db, account.id))
  if (logIn.device !== null) {
    const names = { from: hashToken(logIn.device), to: hashToken(device) }
    await devices.renameForOthers(hub.db, { ...names, account: account.id })
  }
  await devices.insert(hub.db, {
    id_hash: hashToken(device),
    account: account.id,
    user_agent: userAgent,
    first_seen_at: now,
    last_seen_at: now,
  })
  if (!isFirst) {
    const details = { username: account.username, device: nameDevice(userAgent), address, at: now }
    await queueNotice(hub, account.email, { kind: 'new_device', details })
  }
  return device
}
