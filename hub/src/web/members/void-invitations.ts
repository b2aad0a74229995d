import { button, form, type Html, href, note, plural } from '@lanyard/ui'
import { language } from '../../messages/en/language.ts'
import { members } from '../../messages/en/members.ts'
import type { FormerInviter } from '../../people/members/listed-member.ts'
import { routes } from '../routes.ts'
import { fieldsOfList, type MemberListQuery } from './member-list-query.ts'

const words = members.voided

/** Why an invitation no longer opens, as its row says it. */
export function voidedText({ name, isMaster }: FormerInviter): string {
  if (name === null) return words.gone
  return isMaster ? words.wasNoMaster(name) : words.noMaster(name)
}

/** Offers to renew all of them at once; nothing where there are none. */
export function voidNote(count: number, query: MemberListQuery): Html | false {
  if (count === 0) return false
  return note({
    text: `${plural(count, words.count, language)} ${words.explanation}`,
    actions: form({
      action: href(routes.adminSettings.renewInvitations),
      fields: fieldsOfList(query),
      layout: 'inline',
      children: button({ label: words.renewAll }),
    }),
  })
}
