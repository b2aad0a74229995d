import type { KeptChoice } from '@lanyard/ui'
import { account } from '../../messages/en/account.ts'
import { languages } from '../../people/accounts/languages.ts'

const words = account.profile

/** The languages of mails. @param hub its name */
export function languageChoice(hub: string): KeptChoice {
  return {
    label: words.language,
    hint: words.languageHint,
    options: [
      { value: '', label: words.asHub(hub) },
      ...languages.map((value) => ({ value, label: words.languages[value] })),
    ],
  }
}
