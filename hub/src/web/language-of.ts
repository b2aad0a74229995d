import type { Account } from '../people/accounts/account.ts'
import { language } from '../messages/en/language.ts'

/** The language whose dates a person reads. */
export function languageOf(account: Pick<Account, 'language'>): string {
  return account.language ?? language
}
