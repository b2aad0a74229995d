import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Account } from '../accounts/account.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import type { Authenticator } from './authenticator.ts'
import * as authenticators from './authenticators-store.ts'

/** 160 bits, as RFC 4226 recommends. */
const KEY_BYTES = 20

export interface Enrolment {
  /** Base32, for typing into the app. */
  readonly secret: string
  /** `otpauth://…`, for the QR code. */
  readonly uri: string
}

export interface KeyRequest {
  readonly account: Account
  /** The login or the session that the person is in: no one completes with a key that a stranger was shown. */
  readonly ceremony: string
  readonly hubName: string
}

/** The key for an app: the same one in the same ceremony, so that a mistyped code or a reload spoils nothing. */
export async function showKey(hub: Pick<Hub, 'db' | 'config' | 'now'>, request: KeyRequest): Promise<Enrolment> {
  const { account, ceremony, hubName } = request
  const { secret } = (await authenticators.insert(hub, freshFor(account), ceremony)) ?? (await shown(hub, request))
  const key = new Secret({ buffer: secret.slice().buffer })
  const totp = new TOTP({ issuer: hubName, label: account.username, secret: key })
  return { secret: key.base32, uri: totp.toString() }
}

function freshFor(account: Account): Authenticator {
  const secret = new Uint8Array(randomBytes(KEY_BYTES))
  return { id: newId('aut'), account: account.id, secret, confirmedAt: null, lastStep: -1 }
}

async function shown(hub: Pick<Hub, 'db' | 'config'>, { account, ceremony }: KeyRequest): Promise<Authenticator> {
  const authenticator = await authenticators.findPending(hub, account.id, ceremony)
  if (authenticator === null) throw new Refusal('attempt_invalid')
  return authenticator
}
