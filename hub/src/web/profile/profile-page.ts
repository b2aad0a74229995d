import {
  badge,
  button,
  descriptions,
  field,
  form,
  type Html,
  html,
  href,
  linkButton,
  note,
  panel,
  select,
  stack,
} from '@lanyard/ui'
import type { Account } from '../../people/accounts/account.ts'
import type { Role } from '../../people/members/member.ts'
import { account as accountWords } from '../../messages/en/account.ts'
import { pages } from '../../messages/en/pages.ts'
import type { Hints } from '../refusal-notice.ts'
import { routes } from '../routes.ts'
import { hasFormerAddress } from '../username/username.ts'
import { languageChoice } from './language-choice.ts'

const words = accountWords.profile

export interface ProfileView {
  /** The hub's name. */
  readonly hub: string
  readonly account: Account
  readonly organization: string
  readonly role: Role
  /** A new address that waits for its confirmation. */
  readonly pendingEmail: { readonly email: string } | null
  /** What stands in the form: what is stored, or what was typed and refused. */
  readonly typed: { readonly name: string; readonly language: string }
  readonly hints: Hints
}

export function profilePage(view: ProfileView): Html {
  return stack([factsPanel(view), detailsPanel(view), emailPanel(view)])
}

function factsPanel({ account, organization, role }: ProfileView): Html {
  const { username, organization: place, role: rights } = pages.profileSettings
  const { change, stays } = accountWords.username
  return panel({
    actions: linkButton({ label: change, href: href(routes.profileSettings.username) }),
    children: [
      hasFormerAddress(account) && note({ text: stays(account.username, account.email) }),
      descriptions([
        { term: username, details: account.username },
        { term: place, details: organization },
        { term: rights, details: pages.members.roles[role] },
      ]),
    ],
  })
}

function detailsPanel({ hub, typed, hints }: ProfileView): Html {
  return panel({
    heading: words.detailsHeading,
    children: form({
      action: href(routes.profileSettings.details),
      children: [
        field({
          name: 'name',
          label: words.name,
          value: typed.name,
          error: hints('name'),
          autocomplete: 'name',
          required: true,
        }),
        select({ ...languageChoice(hub), name: 'language', error: hints('language'), value: typed.language }),
        button({ label: words.save, kind: 'primary' }),
      ],
    }),
  })
}

function emailPanel({ account: { email, emailVerifiedAt }, pendingEmail }: ProfileView): Html {
  const confirmed = emailVerifiedAt !== null
  return panel({
    heading: words.emailHeading,
    children: [
      descriptions([
        {
          term: words.email,
          details: html`${email} ${badge({
            kind: confirmed ? 'good' : 'neutral',
            text: confirmed ? words.confirmed : words.unconfirmed,
          })}`,
        },
      ]),
      pendingEmail !== null &&
        note({
          text: words.pending(pendingEmail.email),
          actions: form({
            action: href(routes.profileSettings.cancelEmail),
            layout: 'inline',
            children: button({ label: words.cancel }),
          }),
        }),
    ],
    actions: linkButton({ label: words.changeEmail, href: href(routes.profileSettings.email) }),
  })
}
