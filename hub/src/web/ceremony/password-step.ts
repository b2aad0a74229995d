import { href } from '@lanyard/ui'
import { findAccountByUsername } from '../../people/accounts/find-account.ts'
import { identify, takeIdentified } from '../../people/ceremonies/advance.ts'
import { login as words } from '../../messages/en/login.ts'
import { verifyPassword } from '../../people/passwords/verify-password.ts'
import type { Refusal } from '../../refusal.ts'
import { readDevice } from '../device-cookie.ts'
import { readForm } from '../forms.ts'
import { ANOTHER_ACCOUNT } from './another-account.ts'
import { explainLogin } from '../kept/explain-login.ts'
import { next } from './go-on.ts'
import { passwordPage } from './password-page.ts'
import { orShow } from '../or-show.ts'
import { routes } from '../routes.ts'
import { takeOutcome } from '../outcome.ts'
import { takeParkedLogIn } from '../parked-login.ts'
import { sendStep, sourceOf, defineStep, surroundings, type CeremonyRequest } from './step.ts'

/** The first factor. What is wrong is not said, and what is right opens nothing (A7, T29). */
const step = defineStep('password', {
  show: async (step) =>
    (await isIdentifiedBeforehand(step))
      ? next(step)
      : showPassword(step, hintedUsername(step), { done: takeOutcome(step.c, step.site)?.text }),

  async post(step, form) {
    const { c, site, ceremony } = step
    const credentials = {
      username: form.get('username'),
      password: form.get('password'),
      source: sourceOf(c),
      device: readDevice(c, site),
    }
    const reached = await orShow(
      step,
      async () => {
        const at = site.hub.now()
        const { id: account } = await verifyPassword(site.hub, credentials)
        return identify(site.hub, ceremony.uid, { account, at })
      },
      (refusal) => showPassword(step, credentials.username, { refusal }),
    )
    return reached instanceof Response ? reached : next(step, reached)
  },
})

/** Another tab may have logged in meanwhile: as the account that is typed here, or as another one, of which the person is told. */
export const passwordStep: typeof step = {
  ...step,
  async POST(c, site) {
    const { standing, progress, uid } = c.var.ceremony
    const isAnother =
      standing !== null &&
      progress.step === 'unknown' &&
      (await findAccountByUsername(site.hub, (await readForm(c)).get('username')))?.id !== standing.account
    return isAnother ? c.redirect(href(routes.ceremony.standing, { uid }), 303) : (step.POST?.(c, site) ?? c.notFound())
  },
}

/** A person who has just chosen their password, with an invitation, does not type it again; for the hub's own login alone. */
async function isIdentifiedBeforehand({ c, site, ceremony }: CeremonyRequest): Promise<boolean> {
  if (ceremony.purpose.kind !== 'hub') return false
  const token = takeParkedLogIn(c, site)
  return token !== null && takeIdentified(site.hub, ceremony.uid, token)
}

interface Before {
  readonly refusal?: Refusal
  /** What led here, such as a new password. */
  readonly done?: string | undefined
}

/** The login page. A refusal of what came from it is shown on it. */
export async function showPassword(
  step: CeremonyRequest,
  username: string,
  { refusal, done }: Before,
): Promise<Response> {
  const { purpose, client, outlived } = step.ceremony
  const why = await explainLogin(step.c, step.site, step.ceremony)
  const asked = { purpose, product: client.name, username, outlived, why, done }
  const body = passwordPage({ ...surroundings(step, refusal), ...asked })
  return sendStep(step, words.password.title, body, refusal)
}

/** Who is expected, by the product or by the session that stands; no one once the person asked for another account. */
export function hintedUsername({ ceremony }: CeremonyRequest): string {
  const { prompt, params } = ceremony.interaction
  if (prompt.reasons.includes(ANOTHER_ACCOUNT)) return ''
  const hint = params['login_hint']
  if (typeof hint === 'string' && hint.includes('@')) return hint
  return ceremony.outlived?.username ?? ''
}
