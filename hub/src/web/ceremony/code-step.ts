import type { Account } from '../../people/accounts/account.ts'
import { prove } from '../../people/ceremonies/advance.ts'
import type { Person } from '../../people/ceremonies/find-person.ts'
import { useRecoveryCode } from '../../people/factors/use-recovery-code.ts'
import { verifyCode } from '../../people/factors/verify-code.ts'
import { login as words } from '../../messages/en/login.ts'
import { Refusal } from '../../refusal.ts'
import { codePage, recoveryCodePage, titleOf } from './code-page.ts'
import { next } from './go-on.ts'
import { orShow } from '../or-show.ts'
import { sendStep, sourceOfCode, defineStep, surroundings, type CeremonyRequest } from './step.ts'

/** The second factor, from the authenticator app; a code opens once (T33). */
export const codeStep = defineStep('code', {
  show: (step) => showCode(step),

  async post(step, form) {
    const { hub } = step.site
    const { id: account } = accountOf(step)
    const reached = await orShow(
      step,
      async () => {
        const source = await sourceOfCode(step, account)
        const at = hub.now()
        await verifyCode(hub, { account, code: form.get('code'), source })
        return prove(hub, step.ceremony.uid, { account, at, secondFactor: 'otp' })
      },
      (refusal) => showCode(step, refusal),
    )
    return reached instanceof Response ? reached : next(step, reached)
  },
})

/** The second factor for a person without their phone. */
export const recoveryCodeStep = defineStep('code', {
  show: (step) => showRecoveryCode(step),

  async post(step, form) {
    const { hub } = step.site
    const account = accountOf(step)
    const reached = await orShow(
      step,
      async () => {
        const source = await sourceOfCode(step, account.id)
        const at = hub.now()
        await useRecoveryCode(hub, { account, code: form.get('code'), source })
        return prove(hub, step.ceremony.uid, { account: account.id, at, secondFactor: 'recovery' })
      },
      (refusal) => showRecoveryCode(step, refusal),
    )
    return reached instanceof Response ? reached : next(step, reached)
  },
})

/**
 * Whose password it was.
 *
 * @throws {Refusal} `attempt_invalid` before anyone's was right
 */
export function accountOf(step: Pick<CeremonyRequest, 'ceremony'>): Account {
  return personOf(step).account
}

function personOf({ ceremony: { person } }: Pick<CeremonyRequest, 'ceremony'>): Person {
  if (person === null) throw new Refusal('attempt_invalid')
  return person
}

/** The page that asks for the second factor: a code, a passkey, or either, as the account has them. */
export function showCode(step: CeremonyRequest, refusal?: Refusal): Response {
  const { purpose, client } = step.ceremony
  const linking = purpose.kind === 'link_user' ? purpose.linking : null
  const { account, hasApp, hasPasskey } = personOf(step)
  const view = { ...surroundings(step, refusal), account, product: client.name, linking, hasApp, hasPasskey }
  return sendStep(step, titleOf(view), codePage(view), refusal)
}

function showRecoveryCode(step: CeremonyRequest, refusal?: Refusal): Response {
  const { hasApp } = personOf(step)
  const body = recoveryCodePage({ ...surroundings(step, refusal), hasApp })
  return sendStep(step, words.recoveryCode.title, body, refusal)
}
