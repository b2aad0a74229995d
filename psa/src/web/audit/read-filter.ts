import { type Place, readPlace } from '@lanyard/storage/audit-chain'
import { readDay } from '@lanyard/ui'
import type { ActFilter } from '../../audit/list-acts.ts'
import { Refusal } from '../../refusal.ts'

/** The filters as they were typed. */
export interface TypedFilter {
  readonly from: string
  readonly to: string
  readonly act: string
}

export function readTyped({ searchParams }: URL): TypedFilter {
  const text = (name: keyof TypedFilter) => (searchParams.get(name) ?? '').trim()
  return { from: text('from'), to: text('to'), act: text('act') }
}

/**
 * Both days are days of the server's own time zone, and both are meant.
 *
 * @throws {Refusal} `audit_filter_invalid`
 */
export function readFilter({ from, to, act }: TypedFilter): ActFilter {
  const [first, last] = [readDay(from), readDay(to)]
  if ((first === null && from !== '') || (last === null && to !== '')) throw new Refusal('audit_filter_invalid')
  if (first !== null && last !== null && first.start > last.start) throw new Refusal('audit_filter_invalid')
  if (act !== '' && !/^[a-z][a-z0-9_.]{0,99}$/.test(act)) throw new Refusal('audit_filter_invalid')
  return { from: first?.start ?? null, until: last?.end ?? null, act: act === '' ? null : act }
}

/** @throws {Refusal} `audit_filter_invalid` for what no page has as the address of its next one */
export function readAfter({ searchParams }: URL): Place | null {
  const text = searchParams.get('after')
  const place = text === null ? null : readPlace(text)
  if (text !== null && place === null) throw new Refusal('audit_filter_invalid')
  return place
}
