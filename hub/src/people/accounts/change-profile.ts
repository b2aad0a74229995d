import { inTransaction } from '@lanyard/storage'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import { readName } from '../../names.ts'
import { type Owner, permitOwn } from '../permits/permit.ts'
import type { Account } from './account.ts'
import * as accounts from './accounts-store.ts'
import { readLanguage } from './languages.ts'
import { lockAccount } from './lock-account.ts'

/**
 * A person says what they are called and which language they read. Products hear of both at the next sign-in, as `name`
 * and `locale`. What stays as it was leaves no trace.
 *
 * @param request.language as the form sends it; empty for the hub's own
 * @throws {Refusal} `login_required`, `name_invalid`, `language_invalid`, `credentials_invalid` (no such account)
 */
export async function changeProfile(
  hub: Pick<Hub, 'db' | 'now' | 'config'>,
  request: Owner & { readonly name: string; readonly language: string },
): Promise<Account> {
  const language = readLanguage(request.language)
  return inTransaction(hub, async (hub) => {
    const before = await lockAccount(hub.db, request.account)
    const may = await permitOwn(hub, 'account.change_profile', request)
    const name = request.name === before.name ? before.name : readName(request.name)
    if (before.name === name && before.language === language) return before
    await accounts.update(hub.db, before.id, { name, language })
    await recordAct(hub, {
      auditId: newId('aud'),
      organization: null,
      ...may,
      subject: before.id,
      details: { language },
      personal: { name },
    })
    return { ...before, name, language }
  })
}
