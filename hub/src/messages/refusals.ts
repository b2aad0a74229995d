import type { RefusalWords } from '@lanyard/running'
import type { Refusal } from '../refusal.ts'
import { refusalWords } from './en/refusals.ts'

/** What a person is told of a refusal; `name` is the hub's. */
export function wordRefusal(
  { code, details }: Pick<Refusal, 'code' | 'details'>,
  { name }: { readonly name: string },
): RefusalWords {
  return refusalWords[code](details, name)
}
