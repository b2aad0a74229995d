import { button, form, type Html, href } from '@lanyard/ui'
import { chooseOrganization } from '../../people/ceremonies/advance.ts'
import { acceptInvitationAs } from '../../people/invitations/accept-invitation.ts'
import { pages } from '../../messages/en/pages.ts'
import { rememberDone } from '../done/done-here.ts'
import { orSayJoined } from '../done/or-say-joined.ts'
import { leaveOutcome } from '../outcome.ts'
import { routes } from '../routes.ts'
import { accountOf } from './code-step.ts'
import { ceremonyPage } from './frame.ts'
import { next } from './go-on.ts'
import { sendStep, type Step, defineStep, surroundings } from './step.ts'

const words = pages.invitation

/** A person who has no active place takes the one that they are invited to, with the account that they have. */
export const joinStep = defineStep('join', {
  async show(step) {
    const { name } = step.due.offer.organization
    return sendStep(step, words.title(name), joinPage(step, name, accountOf(step).username))
  },

  async post(step) {
    const { c, site, ceremony, due } = step
    const { token } = due.offer
    const { organization } = await acceptInvitationAs(site.hub, { token, account: accountOf(step).id })
    rememberDone(c, site, token)
    return orSayJoined(c, site, token, async () => {
      await chooseOrganization(site.hub, ceremony.uid, organization)
      // The invitation has been used: its page would say so.
      ceremony.interaction.params['state'] = href(routes.home)
      await ceremony.interaction.persist()
      leaveOutcome(c, site, { text: words.joined })
      return next(step)
    })
  },
})

function joinPage(step: Step<'join'>, organization: string, account: string): Html {
  const { uid } = step.ceremony
  return ceremonyPage(surroundings(step), {
    title: words.title(organization),
    lead: words.leadWithoutPlace(account),
    children: form({
      action: href(routes.ceremony.join, { uid }),
      children: button({ label: words.joinAs(organization, account), kind: 'primary' }),
    }),
  })
}
