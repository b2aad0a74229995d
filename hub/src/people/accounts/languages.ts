import { Refusal } from '../../refusal.ts'

/** What a person may choose, as BCP 47 names them. */
export const languages = ['en-GB', 'en-US'] as const

type Language = (typeof languages)[number]

/**
 * A language as a form sends it; nothing leaves it to the hub.
 *
 * @throws {Refusal} `language_invalid`
 */
export function readLanguage(text: string): Language | null {
  if (text === '') return null
  const language = languages.find((known) => known === text)
  if (language === undefined) throw new Refusal('language_invalid')
  return language
}
