import { findKept, KEPT, type KeptForm } from '@lanyard/forms'
import type { Context } from 'hono'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import type { ViewerEnv } from '../viewer.ts'
import { formsOf, readKey } from './kept-key.ts'

/** With what the addresses of pages begin that give a form back. */
export const GIVEN_BACK = routes.kept.slice(0, routes.kept.indexOf(':'))

/** A form that this person sent too late in this browser; null where there is none. */
export async function findOwn(c: Context<ViewerEnv>, site: Site, id: string | null): Promise<KeptForm | null> {
  return findKept(formsOf(site.hub), { key: readKey(c, site), id, person: c.var.viewer.account.id })
}

/** A field of the form that the page which it stood on fills in again; empty where there is none. */
export async function readKeptField(c: Context<ViewerEnv>, site: Site, name: string): Promise<string> {
  const found = await findOwn(c, site, c.req.query(KEPT) ?? null)
  if (found === null || found.action !== c.req.path) return ''
  return found.fields.find(([field]) => field === name)?.[1] ?? ''
}
