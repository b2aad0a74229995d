import { rememberBrowser } from '@lanyard/guard'
import { inTransaction } from '@lanyard/storage'
import type { Account } from '../accounts/account.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { OrganizationId } from '../../ids.ts'
import { queueNotice } from '../../records/notices/queue-notice.ts'
import { devicesOf } from './device.ts'
import { type DeviceWords, nameDevice } from './name-device.ts'

export interface LogIn {
  readonly account: Account
  /** The one that the login settled. */
  readonly organization: OrganizationId
  /** Value of the cookie that the browser came with. */
  readonly device: string | null
  readonly userAgent: string
  readonly address: string
  /** Which second factor it was. */
  readonly factor: string
  readonly words: DeviceWords
}

/**
 * Writes down that a person logged in with both factors, and from which browser. The person is told of a browser that
 * their account was not logged in with before, unless it is the account's first.
 *
 * @returns the value that the browser's cookie has to hold from now on
 */
export async function noteLogin(hub: Pick<Hub, 'db' | 'config' | 'now'>, logIn: LogIn): Promise<string> {
  return inTransaction(hub, async (hub) => {
    const { account, organization, address, factor, userAgent } = logIn
    const named = nameDevice(userAgent, logIn.words)
    const remembered = await rememberBrowser(devicesOf(hub), { account: account.id, browser: logIn.device, userAgent })
    if (remembered.isNew && !remembered.isFirst) {
      const details = { username: account.username, device: named, address, at: hub.now() }
      await queueNotice(hub, account.email, { kind: 'new_device', details })
    }
    await recordAct(hub, {
      auditId: newId('aud'),
      organization,
      actor: `account:${account.id}`,
      action: 'session.begin',
      subject: account.id,
      account: account.id,
      details: { device: named, address, factor },
    })
    return remembered.browser
  })
}
