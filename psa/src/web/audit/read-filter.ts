import { type EntryFilter, type Place, readFilter, readPlace, type TypedFilter } from '@lanyard/storage/audit-chain'
import { tidyCopied } from '@lanyard/text'
import { Refusal } from '../../refusal.ts'

export function readTyped({ searchParams }: URL): TypedFilter {
  const text = (name: keyof TypedFilter) => tidyCopied(searchParams.get(name) ?? '')
  return { from: text('from'), to: text('to'), zone: text('zone'), act: text('act') }
}

/** @throws {Refusal} `audit_filter_invalid` */
export function readFilters(typed: TypedFilter): EntryFilter {
  const filter = readFilter(typed)
  if (filter === null) throw new Refusal('audit_filter_invalid')
  return filter
}

/** @throws {Refusal} `audit_filter_invalid` for what no page has as the address of its next one */
export function readAfter({ searchParams }: URL): Place | null {
  const text = searchParams.get('after')
  const place = text === null ? null : readPlace(text)
  if (text !== null && place === null) throw new Refusal('audit_filter_invalid')
  return place
}
