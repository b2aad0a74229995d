import { button, buttonRow, field, form, type Html, href, html, linkButton, panel } from '@lanyard/ui'
import type { Context } from 'hono'
import { changeUsername } from '../../people/accounts/change-username.ts'
import type { Account } from '../../people/accounts/account.ts'
import { account as accountWords } from '../../messages/en/account.ts'
import type { Refusal } from '../../refusal.ts'
import { sourceOf } from '../ceremony/step.ts'
import { readForm } from '../forms.ts'
import { orShow } from '../or-show.ts'
import { leaveOutcome } from '../outcome.ts'
import { type Hints, hintsOf } from '../refusal-notice.ts'
import { routes } from '../routes.ts'
import { sendProfilePage } from '../settings-page.ts'
import type { Site } from '../site.ts'
import { sessionOf, type ViewerEnv } from '../viewer.ts'
import { withProof } from '../with-proof.ts'

const words = accountWords.username

/** Changing the name that a person logs in with: both factors are asked for before one is typed. */
export const showUsername = withProof('account.change_username', (c, site) => show(c, site))

export const takeUsername = withProof('account.change_username', async (c, site) => {
  const typed = (await readForm(c)).get('username')
  return orShow(
    { c, site },
    async () => {
      const { username } = await changeUsername(site.hub, {
        account: c.var.viewer.account.id,
        ...sessionOf(c.var.viewer),
        username: typed,
        source: sourceOf(c),
      })
      leaveOutcome(c, site, { text: words.changed(username) })
      return c.redirect(href(routes.profileSettings.home), 303)
    },
    (refusal) => show(c, site, { typed, refusal }),
  )
})

/** An address that is the account's username and no longer its own (FW5). */
export function hasFormerAddress({ username, email }: Pick<Account, 'username' | 'email'>): boolean {
  return username.includes('@') && username.toLowerCase() !== email.toLowerCase()
}

function show(
  c: Context<ViewerEnv>,
  site: Site,
  sent?: { readonly typed: string; readonly refusal: Refusal },
): Promise<Response> {
  const { account } = c.var.viewer
  const offered = account.emailVerifiedAt !== null && hasFormerAddress(account) ? account.email : ''
  const main = usernamePage(account.username, sent?.typed ?? offered, hintsOf(site, sent?.refusal))
  return sendProfilePage(c, site, { main, refusal: sent?.refusal })
}

function usernamePage(present: string, typed: string, hints: Hints): Html {
  return panel({
    heading: words.title,
    children: html`<p>${words.present(present)}</p>
      ${form({
        action: href(routes.profileSettings.username),
        children: [
          field({
            name: 'username',
            label: words.box,
            value: typed,
            hint: words.boxHint,
            error: hints('username'),
            autocomplete: 'username',
            autocapitalize: 'none',
            maxlength: 254,
            required: true,
          }),
          buttonRow([
            button({ label: words.change, kind: 'primary' }),
            linkButton({ label: words.back, href: href(routes.profileSettings.home), kind: 'quiet' }),
          ]),
        ],
      })}`,
  })
}
