import { z } from 'zod'
import { Refusal } from '../refusal.ts'
import { USER_SCHEMA } from './write-user.ts'

/** As many as one answer has at most. */
export const MOST_RESULTS = 200

/** Which people are asked for. */
export interface UserQuery {
  readonly by: { readonly attribute: 'id' | 'userName'; readonly value: string } | null
  /** How many are passed over. */
  readonly first: number
  readonly most: number
}

const whole = z.coerce.number().int()

/**
 * The query of a list (RFC 7644 sections 3.4.2.2 and 3.4.2.4): all people, or whom a `userName` or an `id` names, which is
 * what directories look people up by. An index below 1 counts as 1, a count below 0 as 0.
 *
 * @throws {Refusal} `scim_invalid` (`invalidFilter`, `invalidValue`)
 */
export function readQuery(query: URLSearchParams): UserQuery {
  const filter = query.get('filter')
  const startIndex = readWhole(query, 'startIndex', 1)
  const count = readWhole(query, 'count', MOST_RESULTS)
  return {
    by: filter === null ? null : readFilter(filter),
    first: Math.max(startIndex, 1) - 1,
    most: Math.min(Math.max(count, 0), MOST_RESULTS),
  }
}

function readWhole(query: URLSearchParams, name: string, otherwise: number): number {
  const sent = query.get(name)
  if (sent === null || sent.trim() === '') return otherwise
  const read = whole.safeParse(sent)
  if (!read.success) throw new Refusal('scim_invalid', { scimType: 'invalidValue', field: name })
  return read.data
}

const FILTER = new RegExp(`^\\s*(?:${USER_SCHEMA}:)?(id|userName)\\s+eq\\s+("(?:[^"\\\\]|\\\\.)*"|null)\\s*$`, 'i')

function readFilter(filter: string): NonNullable<UserQuery['by']> {
  const [, attribute = '', quoted = ''] = FILTER.exec(filter) ?? []
  const value = readText(quoted)
  // PostgreSQL has no text with a NUL in it.
  if (value === null || value.includes('\0')) throw new Refusal('scim_invalid', { scimType: 'invalidFilter' })
  return { attribute: attribute.toLowerCase() === 'id' ? 'id' : 'userName', value }
}

/** An attribute that is compared with null is sought without a value (RFC 7643 section 2.5), which none here is. */
function readText(quoted: string): string | null {
  if (quoted.toLowerCase() === 'null') return ''
  try {
    return z.string().parse(JSON.parse(quoted))
  } catch {
    return null
  }
}
