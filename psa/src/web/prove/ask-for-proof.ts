import { href } from '@lanyard/ui'
import { isFresh } from '../../employees/permit.ts'
import { type ActName, type Rule, rules } from '../../acts/rules.ts'
import { keepForLater } from '../kept/keep-posted.ts'
import { routes } from '../routes.ts'
import { seeOther, type Site } from '../site.ts'
import type { EmployeeVisit } from '../visit.ts'

/**
 * Where a person has to go before an act, by its rule: the page asks for the proof before it shows the form, and before the
 * form that came is read, which is kept for them (FS1). The operation reads the same rule again, so that a page which
 * forgets this opens nothing.
 *
 * @returns null where the proof is recent enough
 */
export async function askForProof(site: Site, visit: EmployeeVisit, act: ActName): Promise<Response | null> {
  const { admin }: Rule = rules[act]
  if (admin !== 'fresh' || isFresh(site, visit.session.provenAt)) return null
  const { target, cookies } = await keepForLater(site, visit, { why: 'proof', person: visit.employee.id })
  return seeOther(href(routes.prove, {}, { next: target }), cookies)
}
