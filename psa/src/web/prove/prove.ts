import { localPath } from '@lanyard/guard'
import { href } from '@lanyard/ui'
import { isFresh } from '../../employees/permit.ts'
import { hasPassword } from '../../passwords/has-password.ts'
import { provePassword } from '../../passwords/prove-password.ts'
import { noteProof } from '../../sessions/live-sessions.ts'
import { isDeclined } from '../../sign-on/proof.ts'
import { readForm } from '../form.ts'
import { explainLogin, findWhereItStood } from '../kept/keep-posted.ts'
import { routes } from '../routes.ts'
import { seeOther, type Site } from '../site.ts'
import { orShow, type WordedRefusal } from '../worded-refusal.ts'
import type { EmployeeVisit } from '../visit.ts'
import { provePage } from './prove-page.ts'

/** Who has proved it meanwhile, by a login, goes on. */
export async function showProve(site: Site, visit: EmployeeVisit): Promise<Response> {
  const next = readNext(site, visit.url.searchParams.get('next'))
  return isFresh(site, visit.session.provenAt) ? seeOther(next) : show(site, visit, { next })
}

/** The own password proves that it is them, for as long as `permit` says. */
export async function takeProve(site: Site, visit: EmployeeVisit): Promise<Response> {
  const form = await readForm(visit.request)
  const next = readNext(site, form.text('next') || visit.url.searchParams.get('next'))
  if (isDeclined(form)) return seeOther(await backFrom(site, visit, next))
  const { employee, session, source, browser } = visit
  return orShow(
    site,
    visit,
    async () => {
      await provePassword(site, { user: employee.id, password: form.text('password'), source, browser })
      await noteProof(site, session.id)
      return seeOther(next)
    },
    (refused) => show(site, visit, { next, refused }),
  )
}

/** A path of this origin and nothing else (T17). */
function readNext({ config }: Site, text: string | null): string {
  return localPath(config.origin, text) ?? href(routes.employees)
}

/** Where a person goes who proves nothing: to the page that the act was on, if that page asks for no proof itself. */
async function backFrom(site: Site, visit: EmployeeVisit, next: string): Promise<string> {
  const stood = await findWhereItStood(site, visit, next, visit.employee.id)
  if (stood !== null && !stood.startsWith(`${routes.employees}/`)) return stood
  return href((stood ?? next).startsWith(routes.employees) ? routes.employees : routes.admin)
}

async function show(
  site: Site,
  visit: EmployeeVisit,
  state: { next: string; refused?: WordedRefusal },
): Promise<Response> {
  const why = await explainLogin(site, visit, state.next)
  const back = await backFrom(site, visit, state.next)
  return provePage(site, visit, { ...state, why, back, provable: await hasPassword(site, visit.employee.id) })
}
