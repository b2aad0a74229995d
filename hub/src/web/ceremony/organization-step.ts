import { chooseOrganization } from '../../people/ceremonies/advance.ts'
import { login as words } from '../../messages/en/login.ts'
import { Refusal } from '../../refusal.ts'
import { next } from './go-on.ts'
import { organizationPage } from './organization-page.ts'
import { sendStep, defineStep, surroundings } from './step.ts'

/** Asks in which of several organizations the person signs in; the status there is looked at afterwards (A22). */
export const organizationStep = defineStep('organization', {
  show: async (step) => {
    const body = organizationPage({ ...surroundings(step), memberships: step.due.memberships })
    return sendStep(step, words.organization.title, body)
  },

  async post(step, form) {
    const { site, ceremony, due } = step
    const chosen = due.memberships.find(({ organization }) => organization.id === form.get('organization'))
    if (chosen === undefined) throw new Refusal('form_invalid')
    await chooseOrganization(site.hub, ceremony.uid, chosen.organization.id)
    return next(step)
  },
})
