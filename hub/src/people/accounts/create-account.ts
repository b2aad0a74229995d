import { inTransaction } from '@lanyard/storage'
import type { ActorOf } from '../../records/acts/actor-of.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import { readEmail, readName, readUsername } from '../../names.ts'
import { Refusal } from '../../refusal.ts'
import type { Account } from './account.ts'
import * as accounts from './accounts-store.ts'

/**
 * Makes an account, without a password yet. No one comes to one by signing up: the operator, or an invitation, makes it
 * (A5).
 *
 * @throws {Refusal} `account_taken` (the username is a person's), `username_invalid`, `name_invalid`, `email_invalid`
 */
export async function createAccount(
  hub: Pick<Hub, 'db' | 'now'>,
  request: {
    readonly username: string
    readonly name: string
    readonly email: string
    readonly by: ActorOf<'account.create'>
  },
): Promise<Account> {
  const username = readUsername(request.username)
  const name = readName(request.name)
  const email = readEmail(request.email)
  return inTransaction(hub, async (hub) => {
    const account = await accounts.insert(hub.db, {
      id: newId('acc'),
      username,
      name,
      email,
      emailVerifiedAt: null,
      createdAt: hub.now(),
    })
    if (account === null) throw new Refusal('account_taken', { username })
    await recordAct(hub, {
      auditId: newId('aud'),
      organization: null,
      actor: request.by,
      action: 'account.create',
      subject: account.id,
    })
    return account
  })
}
