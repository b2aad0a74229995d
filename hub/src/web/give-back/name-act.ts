import type { KeptForm } from '@lanyard/forms'
import type { KeptChoice } from '@lanyard/ui'
import { getFactor } from '../../people/factors/get-factor.ts'
import { isMemberId } from '../../ids.ts'
import { account } from '../../messages/en/account.ts'
import { kept as words } from '../../messages/en/kept.ts'
import { members } from '../../messages/en/members.ts'
import { pages } from '../../messages/en/pages.ts'
import { findListedMember } from '../../people/members/list-members.ts'
import { Refusal } from '../../refusal.ts'
import { listConnections } from '../connections/list-connections.ts'
import { isChange, isEnding, type MemberChange, nameOf } from '../members/member-changes.ts'
import { listOwnProducts } from '../products/list-own-products.ts'
import { factorName } from '../security/factor-name.ts'
import type { Site } from '../site.ts'
import type { Viewer } from '../viewer.ts'

export interface KeptFormContext {
  readonly site: Site
  readonly viewer: Viewer
  readonly kept: KeptForm
}

/** The act that a form was sent for, in words of its page. */
export interface KeptActWords {
  /** Names the act, and whom it concerns. */
  readonly label: string
  /** The button. */
  readonly go: string
  /** It cannot be taken back. */
  readonly ends?: boolean
  /** What its hidden fields offer to choose from. */
  readonly choices?: Readonly<Record<string, KeptChoice>>
}

/** @throws {Refusal} `member_unknown`, also for a member of another organization */
export async function nameMember({ site, viewer, kept }: KeptFormContext): Promise<string> {
  const id = kept.params['member'] ?? ''
  const member = isMemberId(id) ? await findListedMember(site.hub, viewer.organization.id, id) : null
  if (member === null) throw new Refusal('member_unknown')
  return nameOf(member)
}

/** @throws {Refusal} `member_unknown` */
export async function nameMemberChange(about: KeptFormContext): Promise<KeptActWords> {
  const change = about.kept.params['change'] ?? ''
  if (!isChange(change)) throw new Refusal('member_unknown')
  const name = await nameMember(about)
  if (isEnding(change)) {
    const { title, submit } = members.endings[change]
    return { label: title(name, about.viewer.organization.name), go: submit, ends: true }
  }
  const [label, go] = nameGift(change, name)
  return { label, go }
}

function nameGift(change: Exclude<MemberChange, keyof typeof members.endings>, name: string): [string, string] {
  switch (change) {
    case 'activate':
      return [words.acts.activate(name), members.activate]
    case 'make-master':
      return [words.acts.makeMaster(name), members.makeMaster]
    case 'invite-again':
      return [words.acts.inviteAgain(name), members.inviteAgain]
  }
}

/** @throws {Refusal} `link_unknown` */
export async function nameConnection({ site, viewer, kept }: KeptFormContext): Promise<string> {
  const connections = await listConnections(site.hub, viewer.organization.id)
  const connection = connections.find(({ link }) => link === kept.params['link'])
  if (connection === undefined) throw new Refusal('link_unknown')
  return pages.connections.dialogTitle(connection.company, connection.module)
}

/** @throws {Refusal} `user_link_unknown` */
export async function nameProduct({ site, viewer, kept }: KeptFormContext): Promise<string> {
  const products = await listOwnProducts(site.hub, viewer)
  const own = products.find(({ connected }) => connected?.link === kept.params['link'])
  if (own === undefined || own.connected === null) throw new Refusal('user_link_unknown')
  return account.products.dialogTitle(own.product, own.connected.company)
}

/** @throws {Refusal} for one that is not there, or not theirs */
export async function nameFactor({ site, viewer, kept }: KeptFormContext): Promise<string> {
  return factorName(await getFactor(site.hub, viewer.account.id, kept.params['factor'] ?? ''))
}
