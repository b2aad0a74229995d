import { type Html, href, html, mailLink } from '@lanyard/ui'
import { type FactorHelpers, listFactorHelpers } from '../../people/factors/list-factor-helpers.ts'
import { login } from '../../messages/en/login.ts'
import { routes } from '../routes.ts'
import { accountOf } from './code-step.ts'
import { ceremonyPage, type CeremonyFrame } from './frame.ts'
import { defineStep, sendStep, surroundings } from './step.ts'

const words = login.lostFactor

/** Who can help a person who has neither a second factor nor a recovery code. Their password was right: it names people. */
export const lostFactorStep = defineStep('code', {
  show: async (step) => {
    const { id } = accountOf(step)
    const body = lostFactorPage(surroundings(step), await listFactorHelpers(step.site.hub, id))
    return sendStep(step, words.title, body)
  },
})

function lostFactorPage(view: CeremonyFrame, { organization, masters }: FactorHelpers): Html {
  const { look, uid } = view
  const { name, supportAddress } = look.brand
  const names = masters.map((master) => html`<li><bdi>${master}</bdi></li>`)
  return ceremonyPage(view, {
    title: words.title,
    lead: words.lead,
    children: [
      organization !== null && masters.length > 0
        ? html`<p>${words.masters(organization)}</p>
            <ul>
              ${names}
            </ul>
            <p>${words.prepare}</p>`
        : html`<p>${organization === null ? words.several(name) : words.onlyMaster(organization, name)}</p>`,
      supportAddress !== undefined && html`<p>${words.support} ${mailLink(supportAddress)}</p>`,
    ],
    ways: [
      html`<a href="${href(routes.ceremony.recoveryCode, { uid })}">${login.code.useRecoveryCode}</a>`,
      html`<a href="${href(routes.ceremony.code, { uid })}">${words.back}</a>`,
    ],
  })
}
