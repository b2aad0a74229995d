import { toString as drawQrCode } from 'qrcode'
import { forgetRecoveryCodes, prove } from '../../ceremonies/advance.ts'
import { beginEnrolment } from '../../factors/begin-enrolment.ts'
import { confirmEnrolment } from '../../factors/confirm-enrolment.ts'
import { login as words } from '../../messages/en/login.ts'
import type { Refusal } from '../../refusal.ts'
import { accountOf } from './code-step.ts'
import { enrolPage, recoveryCodesPage } from './enrol-page.ts'
import { next } from './go-on.ts'
import { orShow } from '../or-show.ts'
import { sendStep, sourceOf, type StepHandlers, surroundings, type Turn } from './step.ts'

/** Whoever has no second factor yet gets one before anything else, and then goes on to where they were headed (A7). */
export const enrolStep: StepHandlers<'enrol'> = {
  show: async (step) => show(step),

  async post(step, form) {
    const { c, site, ceremony } = step
    const account = await accountOf(step)
    const proof = { account, ceremony: ceremony.uid, code: form.get('code'), source: sourceOf(c) }
    return orShow(
      step,
      async () => {
        const { recoveryCodes } = await confirmEnrolment(site.hub, proof)
        await prove(site.hub, ceremony.uid, { secondFactor: 'otp', recoveryCodes })
        return next(c, ceremony)
      },
      (refusal) => show(step, refusal),
    )
  },
}

async function show(step: Turn, refusal?: Refusal): Promise<Response> {
  const { site, ceremony } = step
  const account = await accountOf(step)
  const enrolment = await beginEnrolment(site.hub, { account, ceremony: ceremony.uid, hubName: site.brand.name })
  const picture = await drawQrCode(enrolment.uri, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 })
  const source = `data:image/svg+xml;base64,${Buffer.from(picture).toString('base64')}`
  return sendStep(
    step,
    words.enrol.title,
    enrolPage({ ...surroundings(step, refusal), enrolment, picture: source }),
    refusal,
  )
}

/** The one time that the recovery codes are shown. */
export const recoveryCodesStep: StepHandlers<'recoveryCodes'> = {
  show: async (step) =>
    sendStep(step, words.recoveryCodes.title, recoveryCodesPage({ ...surroundings(step), codes: step.due.codes })),

  async post({ c, site, ceremony }) {
    await forgetRecoveryCodes(site.hub, ceremony.uid)
    return next(c, ceremony)
  },
}
