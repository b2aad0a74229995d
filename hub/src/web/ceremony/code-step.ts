import type { Account } from '../../people/accounts/account.ts'
import { findAccountById } from '../../people/accounts/find-account.ts'
import { prove } from '../../people/ceremonies/advance.ts'
import { listFactors } from '../../people/factors/list-factors.ts'
import { useRecoveryCode } from '../../people/factors/use-recovery-code.ts'
import { verifyCode } from '../../people/factors/verify-code.ts'
import { login as words } from '../../messages/en/login.ts'
import { Refusal } from '../../refusal.ts'
import { codePage, type CodeView, recoveryCodePage, titleOf } from './code-page.ts'
import { next } from './go-on.ts'
import { orShow } from '../or-show.ts'
import { sendStep, sourceOfCode, defineStep, surroundings, type CeremonyRequest } from './step.ts'

/** The second factor, from the authenticator app; a code opens once (T33). */
export const codeStep = defineStep('code', {
  show: async (step) => showCode(step),

  async post(step, form) {
    const { c, site, ceremony } = step
    const { id: account } = await accountOf(step)
    return orShow(
      step,
      async () => {
        const source = await sourceOfCode(step, account)
        const at = site.hub.now()
        await verifyCode(site.hub, { account, code: form.get('code'), source })
        await prove(site.hub, ceremony.uid, { account, at, secondFactor: 'otp' })
        return next(c, ceremony)
      },
      (refusal) => showCode(step, refusal),
    )
  },
})

/** The second factor for a person without their phone. */
export const recoveryCodeStep = defineStep('code', {
  show: async (step) => showRecoveryCode(step),

  async post(step, form) {
    const { c, site, ceremony } = step
    const account = await accountOf(step)
    return orShow(
      step,
      async () => {
        const source = await sourceOfCode(step, account.id)
        const at = site.hub.now()
        await useRecoveryCode(site.hub, { account, code: form.get('code'), source })
        await prove(site.hub, ceremony.uid, { account: account.id, at, secondFactor: 'recovery' })
        return next(c, ceremony)
      },
      (refusal) => showRecoveryCode(step, refusal),
    )
  },
})

/**
 * Whose password it was.
 *
 * @throws {Refusal} `attempt_invalid` before anyone's was right
 */
export async function accountOf({ site, ceremony }: Pick<CeremonyRequest, 'site' | 'ceremony'>): Promise<Account> {
  const { progress } = ceremony
  const account = progress.step === 'unknown' ? null : await findAccountById(site.hub, progress.account)
  if (account === null) throw new Refusal('attempt_invalid')
  return account
}

/** The page that asks for the second factor: a code, a passkey, or either, as the account has them. */
export async function showCode(step: CeremonyRequest, refusal?: Refusal): Promise<Response> {
  const { purpose, client } = step.ceremony
  const linking = purpose.kind === 'link_user' ? purpose.linking : null
  const account = await accountOf(step)
  const has = await kindsOf(step, account)
  const view = { ...surroundings(step, refusal), account, product: client.name, linking, ...has }
  return sendStep(step, titleOf(has), codePage(view), refusal)
}

async function showRecoveryCode(step: CeremonyRequest, refusal?: Refusal): Promise<Response> {
  const { hasApp } = await kindsOf(step, await accountOf(step))
  const body = recoveryCodePage({ ...surroundings(step, refusal), hasApp })
  return sendStep(step, words.recoveryCode.title, body, refusal)
}

async function kindsOf({ site }: CeremonyRequest, { id }: Account): Promise<Pick<CodeView, 'hasApp' | 'hasPasskey'>> {
  const factors = await listFactors(site.hub, id)
  const apps = factors.filter(({ kind }) => kind === 'authenticator')
  return { hasApp: apps.length > 0, hasPasskey: apps.length < factors.length }
}
