import { tidyCopied, tidyName } from '@lanyard/text'
import { readFilter, type Place, readPlace, type TypedFilter } from '@lanyard/storage/audit-chain'
import type { ActFilter } from '../../records/audit/act-filter.ts'
import { isAuditId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'

/** The filters as they were typed. */
export type TypedFilters = TypedFilter & Readonly<Record<'person' | 'audit_id', string>>

const LONGEST_NAME = 100

export function readTyped(query: URLSearchParams): TypedFilters {
  const text = (name: keyof TypedFilters) => tidyName(query.get(name) ?? '')
  return {
    from: text('from'),
    to: text('to'),
    zone: text('zone'),
    act: text('act'),
    person: text('person'),
    audit_id: tidyCopied(text('audit_id')),
  }
}

/**
 * @param people who is called so
 * @throws {Refusal} `audit_filter_invalid`
 */
export function readFilters(
  typed: TypedFilters,
  people: (name: string) => NonNullable<ActFilter['people']>,
): ActFilter {
  const { person, audit_id: auditId } = typed
  const filter = readFilter(typed)
  if (filter === null) throw new Refusal('audit_filter_invalid')
  if (auditId !== '' && !isAuditId(auditId)) throw new Refusal('audit_filter_invalid')
  if (person.length > LONGEST_NAME || /\p{Cc}/u.test(person)) throw new Refusal('audit_filter_invalid')
  return { ...filter, auditId: isAuditId(auditId) ? auditId : null, people: person === '' ? null : people(person) }
}

/** @throws {Refusal} `audit_filter_invalid` for what no page has as the address of its next one */
export function readAfter(text: string | null): Place | null {
  const place = text === null ? null : readPlace(text)
  if (text !== null && place === null) throw new Refusal('audit_filter_invalid')
  return place
}
