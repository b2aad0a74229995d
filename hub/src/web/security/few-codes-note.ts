import { href, type Html, html, note, plural } from '@lanyard/ui'
import { recoveryCodesLeft } from '../../people/factors/recovery-codes-left.ts'
import type { AccountId } from '../../ids.ts'
import { language } from '../../messages/en/language.ts'
import { security } from '../../messages/en/security.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'

const words = security.codes

/** Says that recovery codes run out, and where new ones are made; nothing while there are enough (P12). */
export async function fewCodesNote({ hub }: Pick<Site, 'hub'>, account: AccountId): Promise<Html | null> {
  const { left, areFew } = await recoveryCodesLeft(hub, account)
  if (!areFew) return null
  const text = left === 0 ? words.none : plural(left, words.few, language)
  const actions = html`<a href="${href(routes.profileSettings.security)}">${words.toSecurity}</a>`
  return note({ kind: 'warning', text, actions })
}
