import { tidyName } from '@lanyard/text'
import { readName } from '../../names.ts'

/**
 * What a person calls their app or passkey; null for nothing.
 *
 * @throws {Refusal} `name_invalid`
 */
export function readFactorName(text: string): string | null {
  return tidyName(text) === '' ? null : readName(text)
}
