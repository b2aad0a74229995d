import {
  button,
  buttonRow,
  form,
  href,
  type Html,
  html,
  linkButton,
  note,
  panel,
  plural,
  stack,
  table,
  time,
} from '@lanyard/ui'
import type { Factor } from '../../people/factors/factor.ts'
import { language } from '../../messages/en/language.ts'
import { security as words } from '../../messages/en/security.ts'
import { routes } from '../routes.ts'
import { factorName } from './factor-name.ts'

const paths = routes.profileSettings

export interface SecurityView {
  readonly factors: readonly Factor[]
  readonly codes: { readonly left: number; readonly areFew: boolean }
}

/** What opens the account, and ways to change it. */
export function securityPage({ factors, codes }: SecurityView): Html {
  return stack([
    html`<p>${words.lead}</p>
      ${factorsTable(factors)}`,
    buttonRow([
      linkButton({ label: words.addApp.label, href: href(paths.addAuthenticator) }),
      linkButton({ label: words.addPasskey.label, href: href(paths.addPasskey) }),
    ]),
    codesPanel(codes),
    panel({
      heading: words.password,
      children: buttonRow(linkButton({ label: words.changePassword, href: href(paths.password) })),
    }),
  ])
}

function factorsTable(factors: readonly Factor[]): Html {
  return table({
    caption: words.caption,
    columns: [
      { label: words.name },
      { label: words.added },
      { label: words.lastUsed },
      { label: words.actions, kind: 'actions' },
    ],
    rows: factors.map((factor) => [
      html`${factorName(factor)}${factor.name !== null && html`<br /><small>${words.kinds[factor.kind]}</small>`}`,
      date(factor.addedAt),
      factor.lastUsedAt === null ? words.neverUsed : date(factor.lastUsedAt),
      html`${linkButton({ label: words.rename, href: href(paths.renameFactor, { factor: factor.id }), kind: 'quiet' })}
      ${linkButton({ label: words.remove, href: href(paths.removeFactor, { factor: factor.id }), kind: 'quiet' })}`,
    ]),
    empty: words.none,
  })
}

function date(at: number): Html {
  return time(at, { language, style: 'date' })
}

function codesPanel({ left, areFew }: SecurityView['codes']): Html {
  const text = left === 0 ? words.codes.none : plural(left, words.codes.left, language)
  return panel({
    heading: words.codes.heading,
    children: [
      areFew ? note({ kind: 'warning', text }) : html`<p>${text}</p>`,
      form({
        action: href(paths.recoveryCodes),
        children: html`<p class="hint" id="replaces">${words.codes.replaceHint}</p>
          ${buttonRow(button({ label: words.codes.replace, describedBy: 'replaces' }))}`,
      }),
    ],
  })
}
