import { button, form, type Html, href } from '@lanyard/ui'
import { findAccountById } from '../../people/accounts/find-account.ts'
import { login } from '../../messages/en/login.ts'
import { Refusal } from '../../refusal.ts'
import { routes } from '../routes.ts'
import { ceremonyPage, type CeremonyFrame } from './frame.ts'
import { resume } from './resume.ts'
import { defineStep, sendStep, surroundings } from './step.ts'

const words = login.standing

/** Another account than the one that was typed here has logged in to this browser meanwhile: which of them is meant? */
export const standingStep = defineStep('standing', {
  async show(step) {
    const account = await findAccountById(step.site.hub, step.due.account)
    if (account === null) throw new Refusal('attempt_invalid')
    const body = standingPage({ ...surroundings(step), canChange: true }, account.username)
    return sendStep(step, words.title(account.username), body)
  },

  post: ({ c, site, ceremony }) => resume(c, site, ceremony),
})

function standingPage(view: CeremonyFrame, username: string): Html {
  return ceremonyPage(view, {
    title: words.title(username),
    lead: words.lead,
    children: form({
      action: href(routes.ceremony.standing, { uid: view.uid }),
      children: button({ label: words.submit(username), kind: 'primary' }),
    }),
  })
}
