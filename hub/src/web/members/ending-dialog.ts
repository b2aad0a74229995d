import { type Html, html, href, plural, question } from '@lanyard/ui'
import { language } from '../../messages/en/language.ts'
import { members as words } from '../../messages/en/members.ts'
import { routes } from '../routes.ts'
import type { Ending } from './member-changes.ts'
import { addressOfList, fieldsOfList, type MemberListQuery } from './member-list-query.ts'
import type { MemberRow } from './member-row.ts'

export interface EndingView {
  readonly ending: Ending
  readonly member: MemberRow
  readonly name: string
  readonly organization: string
  /** The part of the list that the button stood on. */
  readonly query: MemberListQuery
}

export function endingTitle({ ending, name, organization }: EndingView): string {
  return words.endings[ending].title(name, organization)
}

/** The question before something ends for a member: whom it concerns, what ends, and what stays. */
export function endingDialog(view: EndingView): Html {
  const { ending, member, query } = view
  return question({
    label: endingTitle(view),
    children: html`<p><strong>${view.name}</strong>${member.account !== null && html` · ${member.account.username}`}</p>`,
    effects: effects[ending](view),
    effectsLabel: words.endings.ends,
    action: href(routes.adminSettings.changeMember, { member: member.id, change: ending }),
    fields: fieldsOfList(query),
    go: words.endings[ending].submit,
    stay: { label: words.endings.cancel, href: addressOfList(query) },
  })
}

const { sessions, noSessions, noLinks } = words.endings

const openSessions = ({ member }: EndingView) =>
  member.sessions === 0 ? noSessions : plural(member.sessions, sessions, language)

/** With the links in numbers: a deactivation keeps them for the next activation (A23), a removal ends them. */
const links = ({ member }: EndingView, forms: { one: string; other: string }) =>
  member.linkedProducts === 0 ? noLinks : plural(member.linkedProducts, forms, language)

/** What they gave as a master and no one has used. */
const given = ({ member }: EndingView) => (member.role === 'master' ? [words.endings.given] : [])

const effects = {
  deactivate: (view) => [
    words.endings.deactivate.logIn(view.organization),
    openSessions(view),
    links(view, words.endings.deactivate.links),
    ...given(view),
    words.endings.deactivate.back,
  ],
  remove: (view) => [
    words.endings.remove.place(view.organization),
    ...(view.member.sessions === 0 ? [] : [openSessions(view)]),
    links(view, words.endings.remove.links),
    ...given(view),
    words.endings.remove.account,
  ],
  'end-sessions': (view) => [openSessions(view), words.endings['end-sessions'].stays],
  'make-member': (view) => [
    words.endings['make-member'].rights(view.organization),
    ...given(view),
    openSessions(view),
    words.endings['make-member'].stays,
  ],
  withdraw: () => [words.endings.withdraw.link, words.endings.withdraw.again],
} as const satisfies Record<Ending, (view: EndingView) => readonly string[]>
