import { href } from '@lanyard/ui'
import type { Context, Hono } from 'hono'
import type { Hub } from '../../hub.ts'
import { isMemberId, type MemberId } from '../../ids.ts'
import { inviteMember, resendInvitation, withdrawInvitation } from '../../invitations/invite-member.ts'
import type { SentInvitation } from '../../invitations/send-invitations.ts'
import { makeMaster, makeMember } from '../../members/change-role.ts'
import { activateMember, deactivateMember } from '../../members/change-status.ts'
import { getMember } from '../../members/find-member.ts'
import { countMembers, findListedMember, listMembers, MEMBERS_PER_PAGE } from '../../members/list-members.ts'
import type { ListedMember } from '../../members/listed-member.ts'
import { isActiveMaster } from '../../members/member.ts'
import { members as words } from '../../messages/en/members.ts'
import { Refusal } from '../../refusal.ts'
import { countSessions } from '../../sessions/count-sessions.ts'
import { readForm } from '../forms.ts'
import { orShow } from '../or-show.ts'
import { leaveOutcome, type Outcome } from '../outcome.ts'
import { routes } from '../routes.ts'
import { sendAdminPage } from '../settings-page.ts'
import type { Site, SiteEnv } from '../site.ts'
import { requireMaster, type ViewerEnv } from '../viewer.ts'
import { listQuery, type MemberListQuery, readListQuery } from './member-list-query.ts'
import { LIST, type MemberChange, membersPage } from './members-page.ts'

/** The people of the organization: who they are, what they may, and inviting more. */
export function addMembers(app: Hono<SiteEnv>, site: Site): void {
  const master = requireMaster(site)
  const path = routes.adminSettings.members

  app.get(path, master, (c) => showMembers(c, site, readListQuery(new URL(c.req.url).searchParams)))

  app.post(path, master, async (c) => {
    const { member, organization } = c.var.viewer
    const email = (await readForm(c)).get('email')
    const request = { organization: organization.id, email, role: 'member', by: `member:${member.id}` } as const
    const act = async () => invited(await inviteMember(site.hub, request))
    return unlessRefused(c, site, { query: wholeList, email }, act)
  })

  app.post(routes.adminSettings.changeMember, master, async (c) => {
    const { organization, member: viewer } = c.var.viewer
    const change = c.req.param('change')
    const id = c.req.param('member')
    const member = isMemberId(id) ? await findListedMember(site.hub, organization.id, id) : null
    if (!isChange(change) || member === null) throw new Refusal('member_unknown')
    const query = readListQuery(new URLSearchParams(await readList(c)))
    const request = { member: member.id, by: `member:${viewer.id}` } as const
    return unlessRefused(c, site, { query }, () => changes[change](site.hub, member, request))
  })
}

const wholeList: MemberListQuery = { filter: {}, page: 1 }

type Change = { readonly member: MemberId; readonly by: `member:${MemberId}` }

/** Every button of the page: the operation, and what is said when it is done. */
const changes = {
  activate: async (hub, listed, change) => {
    await activateMember(hub, change)
    return { text: words.activated(nameOf(listed)) }
  },
  deactivate: async (hub, listed, change) => {
    await deactivateMember(hub, change)
    return { text: words.deactivated(nameOf(listed)) }
  },
  'make-master': async (hub, listed, change) => {
    await makeMaster(hub, change)
    return { text: words.madeMaster(nameOf(listed)) }
  },
  'make-member': async (hub, listed, change) => {
    await makeMember(hub, change)
    return { text: words.madeMember(nameOf(listed)) }
  },
  'invite-again': async (hub, _listed, change) => invited(await resendInvitation(hub, change)),
  withdraw: async (hub, listed, change) => {
    await withdrawInvitation(hub, change)
    return { text: words.withdrawn(nameOf(listed)) }
  },
} as const satisfies Record<MemberChange, (hub: Hub, listed: ListedMember, change: Change) => Promise<Outcome>>

function isChange(text: string): text is MemberChange {
  return Object.hasOwn(changes, text)
}

/** The part of the list that the button stood on; a request without a form comes from the whole of it. */
async function readList(c: Context): Promise<string> {
  return c.req.header('content-type') === undefined ? '' : (await readForm(c)).get(LIST)
}

/** The act and the list after it, or the list again with the reason why not. Who gave up their own rights goes home. */
async function unlessRefused(
  c: Context<ViewerEnv>,
  site: Site,
  { query, email }: { readonly query: MemberListQuery; readonly email?: string },
  act: () => Promise<Outcome>,
): Promise<Response> {
  return orShow(
    { c, site },
    async () => {
      leaveOutcome(c, site, await act())
      const viewer = await getMember(site.hub, c.var.viewer.member.id)
      if (!isActiveMaster(viewer)) return c.redirect(href(routes.home), 303)
      return c.redirect(href(routes.adminSettings.members, {}, listQuery(query)), 303)
    },
    (refusal) => showMembers(c, site, query, { refusal, email }),
  )
}

async function showMembers(
  c: Context<ViewerEnv>,
  site: Site,
  wish: MemberListQuery,
  { refusal, email = '' }: { refusal?: Refusal; email?: string | undefined } = {},
): Promise<Response> {
  const { organization, member: viewer } = c.var.viewer
  const { filter } = wish
  const total = await countMembers(site.hub, organization.id, filter)
  const lastPage = Math.max(1, Math.ceil(total / MEMBERS_PER_PAGE))
  const page = Math.min(wish.page, lastPage)
  const listed = await listMembers(site.hub, organization.id, filter, { first: (page - 1) * MEMBERS_PER_PAGE })
  const sessions = await countSessions(
    site.hub,
    listed.flatMap(({ account }) => account?.id ?? []),
  )
  const view = {
    organization: organization.name,
    query: { filter, page },
    members: listed.map((member) => ({
      ...member,
      self: member.id === viewer.id,
      sessions: member.account === null ? 0 : (sessions.get(member.account.id) ?? 0),
    })),
    total,
    lastPage,
    now: site.hub.now(),
    email,
  }
  return sendAdminPage(c, site, { main: membersPage(view), width: 'table', refusal })
}

function nameOf({ account, email }: ListedMember): string {
  return account?.name ?? email
}

function invited({ member, link }: SentInvitation): Outcome {
  return { text: words.invited(member.email), link: { label: words.invitationLink, address: link } }
}
