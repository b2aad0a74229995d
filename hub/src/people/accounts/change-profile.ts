import { inTransaction } from '@lanyard/storage'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { type AccountId, newId } from '../../ids.ts'
import { readName } from '../../names.ts'
import type { Account } from './account.ts'
import * as accounts from './accounts-store.ts'
import { readLanguage } from './languages.ts'
import { lockAccount } from './lock-account.ts'

/**
 * A person says what they are called and which language they read. Products hear of both at the next sign-in, as `name`
 * and `locale`. What stays as it was leaves no trace.
 *
 * @param request.language as the form sends it; empty for the hub's own
 * @throws {Refusal} `name_invalid`, `language_invalid`, `credentials_invalid` (no such account)
 */
export async function changeProfile(
  hub: Pick<Hub, 'db' | 'now'>,
  request: { readonly account: AccountId; readonly name: string; readonly language: string },
): Promise<Account> {
  const language = readLanguage(request.language)
  return inTransaction(hub, async (hub) => {
    const before = await lockAccount(hub.db, request.account)
    const name = request.name === before.name ? before.name : readName(request.name)
    if (before.name === name && before.language === language) return before
    await accounts.update(hub.db, before.id, { name, language })
    await recordAct(hub, {
      auditId: newId('aud'),
      organization: null,
      actor: `account:${before.id}`,
      action: 'account.change_profile',
      subject: before.id,
      details: { language },
      personal: { name },
    })
    return { ...before, name, language }
  })
}
