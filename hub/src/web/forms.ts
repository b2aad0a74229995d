import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { Refusal } from '../refusal.ts'

/** No form of the hub comes near this many bytes. */
const FORM_LIMIT = 16 * 1024

/** Refuses bodies beyond {@link FORM_LIMIT} while they arrive, whatever length they announced. */
export const limitForm = bodyLimit({
  maxSize: FORM_LIMIT,
  onError: () => {
    throw new Refusal('too_large')
  },
})

/**
 * The fields of a posted form.
 *
 * @throws {Refusal} `form_invalid` for a body that is no form
 */
export async function readForm(c: Context): Promise<Form> {
  const type = c.req.header('content-type') ?? ''
  if (!/^application\/x-www-form-urlencoded(;|$)/i.test(type.trim())) throw new Refusal('form_invalid')
  const fields = new URLSearchParams(await c.req.text())
  return {
    get: (name) => {
      const [value, ...others] = fields.getAll(name)
      return others.length === 0 ? (value ?? '') : ''
    },
    names: () => [...new Set(fields.keys())],
  }
}

export interface Form {
  /** The field's text as it was typed; empty where the form has none of that name, or several. */
  get(name: string): string
  names(): readonly string[]
}
