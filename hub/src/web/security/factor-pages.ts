import {
  button,
  buttonRow,
  codeList,
  field,
  form,
  href,
  type Html,
  html,
  linkButton,
  note,
  passkeyForm,
  question,
} from '@lanyard/ui'
import type { Factor } from '../../people/factors/factor.ts'
import { login } from '../../messages/en/login.ts'
import { security as words } from '../../messages/en/security.ts'
import type { Hints } from '../refusal-notice.ts'
import { routes } from '../routes.ts'
import { factorName } from './factor-name.ts'

const paths = routes.profileSettings

/** What its owner calls an app or passkey. */
export function nameField(value: string, hints: Hints): Html {
  return field({
    name: 'name',
    label: words.name,
    hint: words.nameHint,
    error: hints('name'),
    value,
    autocomplete: 'off',
    maxlength: 100,
  })
}

export function addPasskeyPage({ name, hints }: { readonly name: string; readonly hints: Hints }): Html {
  const { lead, submit, needsScript, ended: text, endedNext: next } = words.addPasskey
  return html`<p>${lead}</p>
    ${passkeyForm({
      does: 'create',
      action: href(paths.addPasskey),
      ended: note({ text: `${text} ${next}`, isAnswer: true }),
      otherwise: needsScript,
      children: html`${nameField(name, hints)} ${button({ label: submit, kind: 'primary' })}`,
    })}`
}

export function renamePage(factor: Factor, { name, hints }: { readonly name: string; readonly hints: Hints }): Html {
  return form({
    action: href(paths.renameFactor, { factor: factor.id }),
    children: html`${nameField(name, hints)}
    ${buttonRow([
      button({ label: words.renaming.submit, kind: 'primary' }),
      linkButton({ label: words.renaming.cancel, href: href(paths.security), kind: 'quiet' }),
    ])}`,
  })
}

/** Says what goes with it before it goes. */
export function removePage(factor: Factor): Html {
  return question({
    label: words.removing.title(factorName(factor)),
    effects: [words.removing.text],
    action: href(paths.removeFactor, { factor: factor.id }),
    go: words.removing.submit,
    stay: { label: words.removing.keep, href: href(paths.security) },
  })
}

/** The one time that they are shown; as in a login. */
export function newCodesPage(codes: readonly string[]): Html {
  const own = login.recoveryCodes
  return html`<p>${own.lead}</p>
    ${codeList({ id: 'recovery-codes', codes })}
    <p>${own.once}</p>
    ${form({ action: href(paths.security), method: 'get', children: button({ label: own.submit, kind: 'primary' }) })}`
}
