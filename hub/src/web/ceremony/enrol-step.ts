import { href } from '@lanyard/ui'
import { forgetRecoveryCodes, prove } from '../../people/ceremonies/advance.ts'
import { beginEnrolment } from '../../people/factors/begin-enrolment.ts'
import { confirmEnrolment } from '../../people/factors/confirm-enrolment.ts'
import { login as words } from '../../messages/en/login.ts'
import type { Refusal } from '../../refusal.ts'
import { accountOf } from './code-step.ts'
import { enrolPage, recoveryCodesPage } from './enrol-page.ts'
import { next } from './go-on.ts'
import { enrolmentForm } from '../enrolment-form.ts'
import { orShow } from '../or-show.ts'
import { hintsOf } from '../refusal-notice.ts'
import { routes } from '../routes.ts'
import { sendStep, sourceOf, defineStep, surroundings, type CeremonyRequest } from './step.ts'

/** A person without a second factor sets one up before anything else, and then goes on to where they were headed (A7). */
export const enrolStep = defineStep('enrol', {
  show: async (step) => show(step),

  async post(step, form) {
    const { c, site, ceremony } = step
    const account = accountOf(step)
    const { since } = step.due
    const proof = { account, ceremony: ceremony.uid, since, code: form.get('code'), source: sourceOf(c) }
    const reached = await orShow(
      step,
      async () => {
        const at = site.hub.now()
        const { recoveryCodes } = await confirmEnrolment(site.hub, proof)
        return prove(site.hub, ceremony.uid, { account: account.id, at, secondFactor: 'otp', recoveryCodes })
      },
      (refusal) => show(step, refusal),
    )
    return reached instanceof Response ? reached : next(step, reached)
  },
})

async function show(step: CeremonyRequest, refusal?: Refusal): Promise<Response> {
  const { site, ceremony } = step
  const account = accountOf(step)
  const enrolment = await beginEnrolment(site.hub, { account, ceremony: ceremony.uid, hubName: site.brand.name })
  const form = await enrolmentForm({
    action: href(routes.ceremony.enrol, { uid: ceremony.uid }),
    enrolment,
    hints: hintsOf(site, refusal),
  })
  return sendStep(step, words.enrol.title, enrolPage({ ...surroundings(step, refusal), form }), refusal)
}

/** The one time that the recovery codes are shown; to change the account here would lose them. */
export const recoveryCodesStep = defineStep('recoveryCodes', {
  show: async (step) =>
    sendStep(
      step,
      words.recoveryCodes.title,
      recoveryCodesPage({ ...surroundings(step), canChange: false, codes: step.due.codes }),
    ),

  async post(step) {
    await forgetRecoveryCodes(step.site.hub, step.ceremony.uid)
    return next(step)
  },
})
