import type { Account } from '../../accounts/account.ts'
import { findAccountById } from '../../accounts/find-account.ts'
import { prove } from '../../ceremonies/advance.ts'
import { useRecoveryCode } from '../../factors/use-recovery-code.ts'
import { verifyCode } from '../../factors/verify-code.ts'
import { login as words } from '../../messages/en/login.ts'
import { Refusal } from '../../refusal.ts'
import { codePage, recoveryCodePage } from './code-page.ts'
import { next } from './go-on.ts'
import { orShow } from '../or-show.ts'
import { sendStep, sourceOf, type StepHandlers, surroundings, type Turn } from './step.ts'

/** The second factor, from the authenticator app; a code opens once (T33). */
export const codeStep: StepHandlers<'code'> = {
  show: async (step) => showCode(step),

  async post(step, form) {
    const { c, site, ceremony } = step
    const { id: account } = await accountOf(step)
    return orShow(
      step,
      async () => {
        await verifyCode(site.hub, { account, code: form.get('code'), source: sourceOf(c) })
        await prove(site.hub, ceremony.uid, { secondFactor: 'otp' })
        return next(c, ceremony)
      },
      (refusal) => showCode(step, refusal),
    )
  },
}

/** The second factor for somebody without their phone. */
export const recoveryCodeStep: StepHandlers<'code'> = {
  show: async (step) => showRecoveryCode(step),

  async post(step, form) {
    const { c, site, ceremony } = step
    const account = await accountOf(step)
    return orShow(
      step,
      async () => {
        await useRecoveryCode(site.hub, { account, code: form.get('code'), source: sourceOf(c) })
        await prove(site.hub, ceremony.uid, { secondFactor: 'recovery' })
        return next(c, ceremony)
      },
      (refusal) => showRecoveryCode(step, refusal),
    )
  },
}

/**
 * Whose password it was.
 *
 * @throws {Refusal} `attempt_invalid` before anybody's was right
 */
export async function accountOf({ site, ceremony }: Pick<Turn, 'site' | 'ceremony'>): Promise<Account> {
  const { progress } = ceremony
  const account = progress.step === 'unknown' ? null : await findAccountById(site.hub, progress.account)
  if (account === null) throw new Refusal('attempt_invalid')
  return account
}

async function showCode(step: Turn, refusal?: Refusal): Promise<Response> {
  const { purpose, client } = step.ceremony
  const linking = purpose.kind === 'link_user' ? purpose.linking : null
  const account = await accountOf(step)
  const body = codePage({ ...surroundings(step, refusal), account, product: client.name, linking })
  return sendStep(step, words.code.title, body, refusal)
}

function showRecoveryCode(step: Turn, refusal?: Refusal): Response {
  return sendStep(step, words.recoveryCode.title, recoveryCodePage(surroundings(step, refusal)), refusal)
}
