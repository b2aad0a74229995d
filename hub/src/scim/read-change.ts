import { z } from 'zod'
import { Refusal } from '../refusal.ts'
import type { ScimType } from './scim-error.ts'
import { USER_SCHEMA } from './write-user.ts'

/** What a person is to be; null where nothing of it is said. */
export type WantedActive = boolean | null

const patch = z.object({
  Operations: z
    .array(
      z.object({
        op: z.string().transform((op) => op.toLowerCase()),
        path: z.preprocess((path) => (isUnassigned(path) ? undefined : path), z.string().optional()),
        value: z.unknown().optional(),
      }),
    )
    .min(1),
})

/** An attribute that an operation names, and what it is to be; of a removal nothing. */
type Said = readonly [name: string, value: unknown]

/**
 * What a PATCH asks for (RFC 7644 section 3.5.2). All of its operations are read before anything is done, so that one that
 * cannot be leaves everything as it is; of several that agree not, the last one counts, as if they were done in turn.
 *
 * Attributes that are only read here are passed over beside `active`: a directory that maps one too many must not keep a
 * leaver in. By themselves they are refused.
 *
 * An attribute without a value, and a path that is there but empty, are as if absent (RFC 7643 section 2.5).
 *
 * Operations are named in any case and the value may be a text, because Entra ID sends
 * `{"op":"Replace","path":"active","value":"False"}`; Okta sends `{"op":"replace","value":{"active":false}}`.
 *
 * @throws {Refusal} `scim_invalid` (`invalidSyntax`, `invalidValue`, `mutability`)
 */
export function readPatch(body: unknown): WantedActive {
  const read = patch.safeParse(body)
  if (!read.success) throw invalid('invalidSyntax', read.error.issues[0]?.path.join('.'))
  const said = read.data.Operations.flatMap(readOperation)
  const wanted = said.filter(([name]) => isActive(name)).map(([, value]) => readBoolean(value))
  const [other] = said
  if (wanted.length === 0 && other !== undefined) throw invalid('mutability', other[0])
  return wanted.at(-1) ?? null
}

function readOperation({ op, path, value }: z.output<typeof patch>['Operations'][number]): readonly Said[] {
  if (op !== 'add' && op !== 'replace' && op !== 'remove') throw invalid('invalidSyntax', 'op')
  if (op === 'remove' && (path === undefined || isActive(path))) throw invalid('mutability', path)
  if (path !== undefined) return [[path, value]]
  const attributes = findAttributes(value)
  if (attributes === null) throw invalid('invalidValue', 'value')
  return attributes
}

/**
 * What a PUT of a whole person asks for: what `active` says, if it is there. The rest is only read here, and what is sent
 * of it is passed over (RFC 7644 section 3.5.1).
 *
 * @throws {Refusal} `scim_invalid` (`invalidSyntax`, `invalidValue`)
 */
export function readReplacement(body: unknown): WantedActive {
  const attributes = findAttributes(body)
  if (attributes === null) throw invalid('invalidSyntax')
  const sent = attributes.filter(([name]) => isActive(name))
  return sent.map(([, value]) => readBoolean(value)).at(-1) ?? null
}

/**
 * The attributes that say something; null for what has no attributes. They are listed and never looked up, so that
 * `__proto__` is a name like any other.
 */
function findAttributes(value: unknown): readonly Said[] | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  return Object.entries(value).filter(([, of]) => !isUnassigned(of))
}

/** Unassigned, null and empty are one state of an attribute (RFC 7643 section 2.5). */
function isUnassigned(value: unknown): boolean {
  if (value === null || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** Names of attributes are the same in any case (RFC 7643 section 2.1), and may name their schema. */
function isActive(name: string): boolean {
  const key = name.toLowerCase()
  return key === 'active' || key === `${USER_SCHEMA}:active`.toLowerCase()
}

function readBoolean(value: unknown): boolean {
  if (typeof value === 'boolean') return value
  const text = typeof value === 'string' ? value.toLowerCase() : ''
  if (text !== 'true' && text !== 'false') throw invalid('invalidValue', 'active')
  return text === 'true'
}

function invalid(scimType: ScimType, field?: string): Refusal {
  // A name of any length may stand in an attribute's place.
  return new Refusal('scim_invalid', {
    scimType,
    ...(field !== undefined && field !== '' && { field: field.slice(0, 100) }),
  })
}
