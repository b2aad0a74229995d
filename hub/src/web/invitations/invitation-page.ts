import { type Brand, button, field, form, type Html, href, html, narrow, note } from '@lanyard/ui'
import { pages } from '../../messages/en/pages.ts'
import { SHORTEST_PASSWORD } from '../../people/passwords/read-password.ts'
import type { Refusal } from '../../refusal.ts'
import { hintsOf, refusalNotice } from '../refusal-notice.ts'
import { routes } from '../routes.ts'

const words = pages.invitation

/** What a person who follows an invitation fills in; a refused form keeps everything but the passwords. */
export interface InvitationView {
  readonly brand: Brand
  readonly organization: string
  readonly token: string
  readonly name: string
  readonly username: string
  readonly refusal?: Refusal | undefined
  /** Who is signed in here already, and may join with the account that they have. */
  readonly signedInAs: string | null
}

/** The page behind an invitation's link. */
export function invitationPage(view: InvitationView): Html {
  const { brand, organization, refusal, signedInAs } = view
  const asked = accountForm(view)
  return narrow({
    brand,
    title: words.title(organization),
    lead: signedInAs === null ? words.lead : words.leadSignedIn,
    notices: [refusalNotice({ brand }, refusal, { form: asked }), signedInAs !== null && joinNote(view, signedInAs)],
    children: asked,
    footer: signedInAs === null && html`<a href="${logInAddress(view)}">${words.haveAccount}</a>`,
  })
}

/** Leads back here, where the logged-in person joins with the account that they have. */
function logInAddress({ token }: InvitationView): string {
  return href(routes.login, {}, { target: href(routes.invitation, { token }) })
}

/** The field that says which of the page's two forms was sent. */
export const JOIN_AS_SIGNED_IN = 'join_as_signed_in'

function joinNote({ token, organization }: InvitationView, account: string): Html {
  return note({
    text: words.signedIn(account),
    actions: form({
      action: href(routes.invitation, { token }),
      fields: { [JOIN_AS_SIGNED_IN]: '1' },
      layout: 'inline',
      children: button({ label: words.joinAs(organization, account) }),
    }),
  })
}

function accountForm({ brand, token, name, username, refusal }: InvitationView): Html {
  const hints = hintsOf({ brand }, refusal)
  const password = { type: 'password', autocomplete: 'new-password', required: true } as const
  return form({
    action: href(routes.invitation, { token }),
    children: [
      field({
        name: 'name',
        label: words.name,
        value: name,
        error: hints('name'),
        autocomplete: 'name',
        required: true,
      }),
      field({
        name: 'username',
        label: words.username,
        value: username,
        error: hints('username'),
        autocomplete: 'username',
        autocapitalize: 'none',
        required: true,
      }),
      field({
        ...password,
        name: 'password',
        label: words.password,
        hint: words.passwordHint(SHORTEST_PASSWORD),
        error: hints('password'),
      }),
      field({ ...password, name: 'password_again', label: words.passwordAgain, error: hints('password_again') }),
      button({ label: words.join, kind: 'primary' }),
    ],
  })
}
