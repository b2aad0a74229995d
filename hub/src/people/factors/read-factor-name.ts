import { readName } from '../../names.ts'

/**
 * What a person calls their app or passkey; null for nothing.
 *
 * @throws {Refusal} `name_invalid`
 */
export function readFactorName(text: string): string | null {
  return text.trim() === '' ? null : readName(text)
}
