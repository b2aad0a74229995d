import type { UserState } from '@lanyard/connect'
import { button, buttonRow, field, form, href, html, linkButton, note, radioGroup, timeIn } from '@lanyard/ui'
import type { Contact } from '../../contacts/contact.ts'
import type { Employee } from '../../employees/employee.ts'
import { SHORTEST } from '../../passwords/password.ts'
import { narrowPage } from '../layout.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { hintOf, type WordedRefusal, refusalNotice } from '../worded-refusal.ts'

interface ResetState {
  readonly token: string
  readonly person: Employee | Contact
  /** The hub account that would go on opening this user: the person who recovers is asked whether it is theirs (T10). */
  readonly link: UserState
  readonly refused: WordedRefusal | undefined
}

export function resetPasswordPage(site: Site, { token, person, link, refused }: ResetState): Response {
  const { words, brand } = site
  const { resetPassword } = words
  const asked = form({
    action: href(routes.resetPassword, { token }),
    children: html`
        ${field({ name: 'password', label: resetPassword.password, type: 'password', autocomplete: 'new-password', hint: resetPassword.hint(SHORTEST), error: hintOf(site, refused, 'password'), required: true, autofocus: refused === undefined })}
        ${field({ name: 'repeat', label: resetPassword.repeat, type: 'password', error: hintOf(site, refused, 'repeat'), autocomplete: 'new-password', required: true })}
        ${
          link.state === 'linked' &&
          radioGroup({
            name: 'link',
            label: timeIn((since) => resetPassword.link(link.accountName, link.organizationName, since), link.since, {
              ...words,
              style: 'date',
            }),
            options: [
              { value: 'keep', label: resetPassword.keepLink },
              { value: 'forget', label: resetPassword.forgetLink },
            ],
            value: 'keep',
          })
        }
        ${buttonRow(button({ label: resetPassword.submit, kind: 'primary' }))}`,
  })
  return narrowPage(site, {
    title: resetPassword.title,
    status: refused?.status,
    lead: resetPassword.lead(person.name, brand.name),
    notices: refusalNotice(site, refused, asked),
    children: asked,
  })
}

/** For the browser that has set the password with this link. */
export function usedPage(site: Site): Response {
  const { resetPassword, login } = site.words
  return narrowPage(site, {
    title: resetPassword.title,
    notices: note({ text: resetPassword.used, isAnswer: true }),
    children: linkButton({ label: login.logIn, href: href(routes.login) }),
  })
}
