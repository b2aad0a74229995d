import type { Actor } from '../../actor.ts'
import type { Hub } from '../../hub.ts'
import { isMemberId } from '../../ids.ts'
import { findAccountById } from '../accounts/find-account.ts'
import { findAccountOf } from './find-member.ts'

/** As mails call the master who did something; null for the operator. */
export async function nameDoer(hub: Pick<Hub, 'db'>, actor: Actor): Promise<string | null> {
  const member = actor.slice('member:'.length)
  const account = isMemberId(member) ? await findAccountOf(hub, member) : null
  return account === null ? null : ((await findAccountById(hub, account))?.name ?? null)
}
