import type { ClaimPath, ForeignProvider } from '../../api/provider.ts'
import { type Claims, isText } from '../hub-answer.ts'

export interface Organization {
  readonly id: string
  /** Display only. */
  readonly name: string
}

/**
 * Whose member a token is about. A claim that is a text is the organization's id. Where it lists organizations it has
 * to list one alone, for nothing says which of several was meant; Keycloak's list is an object whose keys are names and
 * whose values may carry the id.
 *
 * @returns null where the token does not say, or does not say one
 */
export function readOrganization(wanted: ForeignProvider['organization'], claims: Claims): Organization | null {
  // Rows name the issuer besides, so that one id does for each.
  if (!('claim' in wanted)) return { id: 'everybody', name: wanted.name }
  const value = claimAt(claims, wanted.claim)
  const only = isObject(value) ? onlyEntryOf(value) : onlyValueOf(value)
  if (only === null) return null
  const name = wanted.nameClaim === undefined ? only.name : claimAt(claims, wanted.nameClaim)
  return { id: only.id, name: isText(name) ? name : only.id }
}

/** The texts of a claim that is a text or a list of texts. */
export function valuesAt(claims: Claims, path: ClaimPath): readonly string[] {
  const value = claimAt(claims, path)
  return (Array.isArray(value) ? value : [value]).filter(isText)
}

function claimAt(claims: Claims, path: ClaimPath): unknown {
  const names = typeof path === 'string' ? [path] : path
  return names.reduce<unknown>(
    (value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
    claims,
  )
}

function onlyValueOf(value: unknown): Organization | null {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  const [id] = values
  return values.length === 1 && isText(id) ? { id, name: id } : null
}

function onlyEntryOf(value: Claims): Organization | null {
  const [entry, ...others] = Object.entries(value)
  if (!entry || others.length > 0) return null
  const [name, detail] = entry
  const id = isObject(detail) ? detail['id'] : undefined
  if (!isText(name)) return null
  return isText(id) ? { id, name } : { id: name, name }
}

function isObject(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
