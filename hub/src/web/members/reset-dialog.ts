import { formatDuration, type Html, html, href, plural, question, textArea } from '@lanyard/ui'
import { SECOND } from '../../clock.ts'
import type { MemberId } from '../../ids.ts'
import { language } from '../../messages/en/language.ts'
import { members } from '../../messages/en/members.ts'
import type { Hints } from '../refusal-notice.ts'
import { routes } from '../routes.ts'
import { addressOfList, fieldsOfList, type MemberListQuery } from './member-list-query.ts'

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
  readonly hints: Hints
}

/** The question before a person's second factor is reset, with everything that ends by it. */
export function resetDialog(view: ResetView): Html {
  const { member, name, username, authenticators, passkeys, sessions } = view
  return question({
    label: words.title(name),
    children: [html`<p>${words.lead(name)}</p>`, html`<p><strong>${name}</strong> · ${username}</p>`],
    effects: [
      ...(authenticators > 0 ? [plural(authenticators, words.authenticators, language)] : []),
      ...(passkeys > 0 ? [plural(passkeys, words.passkeys, language)] : []),
      words.codes,
      sessions === 0 ? words.noSessions : plural(sessions, words.sessions, language),
      words.pause(formatDuration(view.pause / SECOND, { language })),
      words.then,
      words.told,
    ],
    effectsLabel: words.ends,
    action: href(routes.adminSettings.resetSecondFactor, { member }),
    fields: fieldsOfList(view.query),
    inputs: textArea({
      name: 'reason',
      label: words.reason,
      value: view.reason,
      hint: words.reasonHint,
      error: view.hints('reason'),
      rows: 3,
      required: true,
    }),
    go: words.submit,
    stay: { label: words.keep, href: addressOfList(view.query) },
  })
}
