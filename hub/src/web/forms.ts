import { isSentTwice } from '@lanyard/guard'
import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { Refusal } from '../refusal.ts'
import { routes } from './routes.ts'

/** No form of the hub comes near this many bytes, but for a list of people. */
const FORM_LIMIT = 16 * 1024
export const LIST_LIMIT = 1024 * 1024

/** Refuses bodies beyond their limit while they arrive, whatever length they announced. */
export const limitForm: MiddlewareHandler = (c, next) =>
  c.req.path === routes.adminSettings.importMembers ? limitList(c, next) : limitOther(c, next)

const limitList = limitTo(LIST_LIMIT)
const limitOther = limitTo(FORM_LIMIT)

function limitTo(maxSize: number): MiddlewareHandler {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new Refusal('too_large')
    },
  })
}

/**
 * The fields of a posted form.
 *
 * @throws {Refusal} `form_invalid` for a body that is no form, a field that is sent twice, and characters that no text holds
 */
export async function readForm(c: Context): Promise<Form> {
  const type = c.req.header('content-type') ?? ''
  if (!/^application\/x-www-form-urlencoded(;|$)/i.test(type.trim())) throw new Refusal('form_invalid')
  const fields = new URLSearchParams(await c.req.text())
  if (isSentTwice(fields) || [...fields].some((pair) => holdsNul(pair.join('')))) throw new Refusal('form_invalid')
  return {
    get: (name) => fields.get(name) ?? '',
    getSent: (name) => {
      const value = fields.get(name)
      if (value === null) throw new Refusal('form_invalid')
      return value
    },
    names: () => [...new Set(fields.keys())],
  }
}

/** PostgreSQL stores no NUL; no person types one. */
function holdsNul(text: string): boolean {
  return text.includes('\0')
}

/**
 * Turns away addresses with a character that no text holds, before anything looks for it, and with a parameter twice.
 *
 * @throws {Refusal} `not_found`, `form_invalid`
 */
export const limitAddress: MiddlewareHandler = (c, next) => {
  if (holdsNul(c.req.path) || c.req.url.includes('%00')) throw new Refusal('not_found')
  if (isSentTwice(new URL(c.req.url).searchParams)) throw new Refusal('form_invalid')
  return next()
}

export interface Form {
  /** The field's text as it was typed; empty where the form has none of that name. */
  get(name: string): string
  /**
   * As {@link get}, for a field whose emptiness means something: what was never sent is not taken for it.
   *
   * @throws {Refusal} `form_invalid` where the form has none of that name
   */
  getSent(name: string): string
  names(): readonly string[]
}
