import {
  button,
  buttonRow,
  dialog,
  form,
  formatDuration,
  type Html,
  html,
  href,
  linkButton,
  plural,
  textArea,
} from '@lanyard/ui'
import { SECOND } from '../../clock.ts'
import type { MemberId } from '../../ids.ts'
import { language } from '../../messages/en/language.ts'
import { members } from '../../messages/en/members.ts'
import { routes } from '../routes.ts'
import { addressOfList, listQueryText, type MemberListQuery } from './member-list-query.ts'
import { LIST } from './members-page.ts'

const words = members.reset

export interface ResetView {
  readonly authenticators: number
  readonly passkeys: number
  readonly member: MemberId
  readonly name: string
  readonly username: string
  /** At the hub, now. */
  readonly sessions: number
  /** How long nothing is linked afterwards; milliseconds. */
  readonly pause: number
  /** The part of the list that the link stood on. */
  readonly query: MemberListQuery
  /** What was typed before a refusal. */
  readonly reason: string
}

/** The question before a person's second factor is reset, with everything that ends by it. */
export function resetDialog(view: ResetView): Html {
  const { member, name, username, authenticators, passkeys, sessions } = view
  return dialog({
    label: words.title(name),
    children: html`<p>${words.lead(name)}</p>
      <p><strong>${name}</strong> · ${username}</p>
      <ul aria-label="${words.ends}">
        ${authenticators > 0 && html`<li>${plural(authenticators, words.authenticators, language)}</li>`}
        ${passkeys > 0 && html`<li>${plural(passkeys, words.passkeys, language)}</li>`}
        <li>${words.codes}</li>
        <li>${sessions === 0 ? words.noSessions : plural(sessions, words.sessions, language)}</li>
        <li>${words.pause(formatDuration(view.pause / SECOND, { language }))}</li>
        <li>${words.then}</li>
        <li>${words.told}</li>
      </ul>
      ${form({
        action: href(routes.adminSettings.resetSecondFactor, { member }),
        fields: { [LIST]: listQueryText(view.query) || undefined },
        children: [
          textArea({
            name: 'reason',
            label: words.reason,
            value: view.reason,
            hint: words.reasonHint,
            rows: 3,
            required: true,
          }),
          buttonRow([
            button({ label: words.submit, kind: 'danger' }),
            linkButton({ label: words.keep, href: addressOfList(view.query) }),
          ]),
        ],
      })}`,
  })
}
