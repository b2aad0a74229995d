import type { Context } from 'hono'

/** A page's script asks, and not a person who opens or reloads the address. */
export function wantsJson(c: Context): boolean {
  return c.req.header('accept')?.includes('application/json') === true
}
