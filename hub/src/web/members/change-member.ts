import type { Context } from 'hono'
import { isMemberId, newId } from '../../ids.ts'
import { findListedMember } from '../../people/members/list-members.ts'
import type { ListedMember } from '../../people/members/listed-member.ts'
import { countProductSessions } from '../../delivery/product-sessions/find-product-sessions.ts'
import { Refusal } from '../../refusal.ts'
import type { Answer } from '../page.ts'
import type { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { personOf, type Viewer, type ViewerEnv } from '../viewer.ts'
import { sendViewerPage } from '../viewer-page.ts'
import { withProof } from '../with-proof.ts'
import { endingDialog, endingTitle, type EndingView } from './ending-dialog.ts'
import {
  changesFor,
  type Ending,
  isChange,
  isEnding,
  type MemberChange,
  memberChanges,
  nameOf,
} from './member-changes.ts'
import { addressOfList, readList } from './member-list-query.ts'
import { actAndShowList } from './show-members.ts'

type Path = typeof routes.adminSettings.changeMember
type Change = Context<ViewerEnv, typeof routes.adminSettings.changeMember>

/**
 * The buttons of a member's row. Those that end something for the person lead to a page that says whom and what; each comes
 * back to the part of the list that it stood on.
 */
export const showChange = withProofOfChange(async (c, site) => {
  const ending = readChange(c)
  const view = isEnding(ending) ? await viewEnding(c, site, ending) : null
  // The browser's Back button comes here after the act as well.
  if (view === null) return c.redirect(addressOfList(await readList(c)), 303)
  return sendViewerPage(c, site, { title: endingTitle(view), main: endingDialog(view), width: 'settings' })
})

export const takeChange = withProofOfChange(async (c, site) => {
  const { viewer } = c.var
  const change = readChange(c)
  const member = await findListed(site, viewer, c.req.param('member'))
  if (member === null) throw new Refusal('member_unknown')
  const auditId = newId('aud')
  const request = { member: member.id, by: personOf(viewer), auditId }
  const place = { query: await readList(c), ...(isEnding(change) && { auditId }) }
  return actAndShowList(c, site, place, () => memberChanges[change].run(site.hub, member, request))
})

/** The address names the act. */
function withProofOfChange(answer: Answer<ViewerEnv, Path>): Answer<ViewerEnv, Path> {
  return (c, site) => {
    const change = readChange(c)
    return withProof(memberChanges[change].act, answer)(c, site)
  }
}

/** @throws {Refusal} `member_unknown` */
function readChange(c: Change): MemberChange {
  const change = c.req.param('change')
  if (!isChange(change)) throw new Refusal('member_unknown')
  return change
}

/** @returns null also for a member of another organization */
async function findListed({ hub }: Site, { organization }: Viewer, id: string): Promise<ListedMember | null> {
  return isMemberId(id) ? findListedMember(hub, organization.id, id) : null
}

/** @returns null where nothing is left to ask: it has been done, or there is no such member */
async function viewEnding(c: Change, site: Site, ending: Ending): Promise<EndingView | null> {
  const { viewer } = c.var
  const { organization } = viewer
  const member = await findListed(site, viewer, c.req.param('member'))
  if (member === null) return null
  const self = member.id === viewer.member.id
  if (!changesFor({ ...member, self }).includes(ending)) return null
  const sessions = member.account && (await countProductSessions(site.hub, organization.id, [member.account.id]))
  return {
    ending,
    member: {
      ...member,
      self,
      sessions: (member.account && sessions?.get(member.account.id)) ?? 0,
    },
    name: nameOf(member),
    organization: organization.name,
    query: await readList(c),
  }
}
