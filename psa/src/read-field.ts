import type { Read } from '@lanyard/text'
import { Refusal } from './refusal.ts'

/**
 * What a person typed into a field, as it is kept.
 *
 * @param most how long it may be, in characters, where a person is to be told
 * @throws {Refusal} `form_invalid` with `field` and `fault`
 */
export function readField(field: string, read: Read<string>, most?: number): string {
  if ('text' in read) return read.text
  throw new Refusal('form_invalid', { field, fault: read.fault, ...(most !== undefined && { most }) })
}
