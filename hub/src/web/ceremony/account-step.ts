import { confirmAccount } from '../../people/ceremonies/advance.ts'
import { login as words } from '../../messages/en/login.ts'
import { accountPage } from './account-page.ts'
import { accountOf } from './code-step.ts'
import { next } from './go-on.ts'
import { sendStep, defineStep, surroundings } from './step.ts'

/** Before anything is linked to an account that no one has typed: is it the one that the person means? */
export const accountStep = defineStep('account', {
  show: async (step) => {
    const { purpose, client } = step.ceremony
    const account = accountOf(step)
    const body = accountPage({ ...surroundings(step), account, product: client.name, purpose })
    return sendStep(step, words.account.title, body)
  },

  async post(step) {
    await confirmAccount(step.site.hub, step.ceremony.uid, accountOf(step).id)
    return next(step)
  },
})
