import { dropForm } from '@lanyard/forms'
import type { Context } from 'hono'
import type { Site } from '../site.ts'
import { KEPT } from './find-own.ts'
import { formsOf, readKey } from './kept-key.ts'

/** The form that was given back and is sent again now is not kept any more. What it was sent for stands in any case. */
export async function dropSent(c: Context, site: Site): Promise<void> {
  const id = c.req.query(KEPT)
  const key = id === undefined ? null : readKey(c, site)
  if (id === undefined || key === null) return
  try {
    await dropForm(formsOf(site.hub), { key, id })
  } catch (error) {
    site.hub.log.warn({ event: 'form_not_dropped', path: c.req.path, error })
  }
}
