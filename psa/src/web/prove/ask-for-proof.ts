import { href } from '@lanyard/ui'
import { isFresh } from '../../employees/permit.ts'
import { type ActName, type Rule, rules } from '../../acts/rules.ts'
import { routes } from '../routes.ts'
import { seeOther, type Site } from '../site.ts'
import type { EmployeeVisit } from '../visit.ts'

/**
 * Where a person has to go before an act, by its rule: the page asks for the proof before it shows the form. The operation
 * reads the same rule again, so that a page which forgets this opens nothing.
 *
 * @param next where the proof leads on to
 * @returns null where the proof is recent enough
 */
export function askForProof(
  site: Pick<Site, 'now'>,
  { session }: EmployeeVisit,
  { act, next }: { readonly act: ActName; readonly next: string },
): Response | null {
  const { admin }: Rule = rules[act]
  if (admin !== 'fresh' || isFresh(site, session.provenAt)) return null
  return seeOther(href(routes.prove, {}, { next }))
}
