import { type Place, readPlace } from '@lanyard/storage/audit-chain'
import { readDay } from '@lanyard/ui'
import type { ActFilter } from '../../records/audit/act-filter.ts'
import { isAuditId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'

/** The filters as they were typed. */
export interface TypedFilter {
  readonly from: string
  readonly to: string
  readonly act: string
  readonly person: string
  readonly audit_id: string
}

const LONGEST_NAME = 100

export function readTyped(query: URLSearchParams): TypedFilter {
  const text = (name: keyof TypedFilter) => (query.get(name) ?? '').trim()
  return { from: text('from'), to: text('to'), act: text('act'), person: text('person'), audit_id: text('audit_id') }
}

/**
 * Both days are days of the hub's own time zone, and both are meant.
 *
 * @param people who is called so
 * @throws {Refusal} `audit_filter_invalid`
 */
export function readFilter(typed: TypedFilter, people: (name: string) => NonNullable<ActFilter['people']>): ActFilter {
  const { act, person, audit_id: auditId } = typed
  const [first, last] = [readDay(typed.from), readDay(typed.to)]
  if ((first === null && typed.from !== '') || (last === null && typed.to !== ''))
    throw new Refusal('audit_filter_invalid')
  if (first !== null && last !== null && first.start > last.start) throw new Refusal('audit_filter_invalid')
  if (act !== '' && !/^[a-z][a-z0-9_.]{0,99}$/.test(act)) throw new Refusal('audit_filter_invalid')
  if (auditId !== '' && !isAuditId(auditId)) throw new Refusal('audit_filter_invalid')
  if (person.length > LONGEST_NAME || /\p{Cc}/u.test(person)) throw new Refusal('audit_filter_invalid')
  return {
    from: first?.start ?? null,
    until: last?.end ?? null,
    action: act === '' ? null : act,
    auditId: isAuditId(auditId) ? auditId : null,
    people: person === '' ? null : people(person),
  }
}

/** @throws {Refusal} `audit_filter_invalid` for what no page has as the address of its next one */
export function readAfter(text: string | null): Place | null {
  const place = text === null ? null : readPlace(text)
  if (text !== null && place === null) throw new Refusal('audit_filter_invalid')
  return place
}
