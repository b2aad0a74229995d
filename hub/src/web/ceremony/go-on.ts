import { newReference } from '@lanyard/running'
import { href } from '@lanyard/ui'
import type { Context } from 'hono'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { findProgress, type Reached } from '../../people/ceremonies/advance.ts'
import { answerCeremony, denyCeremony } from './answer-ceremony.ts'
import type { Ceremony, CeremonyEnv } from './ceremony.ts'
import { type NextPage, findNextPage } from './next-page.ts'
import { resume } from './resume.ts'

const pages = {
  password: routes.ceremony.password,
  code: routes.ceremony.code,
  standing: routes.ceremony.standing,
  enrol: routes.ceremony.enrol,
  recoveryCodes: routes.ceremony.recoveryCodes,
  account: routes.ceremony.account,
  organization: routes.ceremony.organization,
  join: routes.ceremony.join,
  refused: routes.ceremony.refused,
  connect: routes.ceremony.connect,
  consent: routes.ceremony.consent,
} as const satisfies Record<Exclude<NextPage['page'], 'done' | 'denied' | 'answered'>, string>

/** Leads to the page that is due, or ends the ceremony where none is. */
export async function goOn(c: Context<CeremonyEnv>, site: Site, ceremony: Ceremony, due: NextPage): Promise<Response> {
  if (due.page === 'done') return answerCeremony(c, site, ceremony, due)
  if (due.page === 'denied') return denyCeremony(c, site, ceremony, due.refusal)
  if (due.page === 'answered' || (due.page === 'standing' && due.isSure)) return resume(c, site, ceremony)
  return c.redirect(href(pages[due.page], { uid: ceremony.uid }), 303)
}

/**
 * After something was settled: on to whatever is due by now. A page that is due is another address, so that a reload, and the
 * way back, never send a form again.
 *
 * @param request.reached how far that has brought the login, where the act has told
 */
export async function next(
  { c, site, ceremony }: { readonly c: Context<CeremonyEnv>; readonly site: Site; readonly ceremony: Ceremony },
  reached?: Reached,
): Promise<Response> {
  const now = { ...ceremony, ...(reached ?? (await findProgress(site.hub, ceremony.uid))) }
  return goOn(c, site, now, await findNextPage(site, now))
}

/**
 * The way back to the product. It delivers the refusal that was shown, so that both sides show the same code and
 * reference; where none was, the person has cancelled.
 */
export async function leave(c: Context<CeremonyEnv>, site: Site): Promise<Response> {
  const { ceremony } = c.var
  const due = await findNextPage(site, ceremony)
  const shown = ceremony.progress.step === 'proven' ? ceremony.progress.refused : null
  const refusal = due.page === 'refused' ? due.shown : shown
  return denyCeremony(c, site, ceremony, refusal ?? { code: 'attempt_cancelled', reference: newReference() })
}
