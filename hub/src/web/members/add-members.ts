import { href } from '@lanyard/ui'
import type { Context, Hono } from 'hono'
import type { Hub } from '../../hub.ts'
import { isMemberId, type MemberId, type OrganizationId } from '../../ids.ts'
import {
  inviteMember,
  resendInvitation,
  type SentInvitation,
  withdrawInvitation,
} from '../../invitations/invite-member.ts'
import { makeMaster, makeMember } from '../../members/change-role.ts'
import { activateMember, deactivateMember } from '../../members/change-status.ts'
import { getMember } from '../../members/find-member.ts'
import { isActiveMaster } from '../../members/member.ts'
import { type ListedMember, listMembers } from '../../members/list-members.ts'
import { pages } from '../../messages/en/pages.ts'
import { Refusal } from '../../refusal.ts'
import { listActiveLinks } from '../../tenant-links/find-links.ts'
import { listUserLinks } from '../../user-links/list-user-links.ts'
import { readForm } from '../forms.ts'
import { orShow } from '../or-show.ts'
import { leaveOutcome, type Outcome } from '../outcome.ts'
import { routes } from '../routes.ts'
import { sendAdminPage } from '../settings-page.ts'
import type { Site, SiteEnv } from '../site.ts'
import { requireMaster, type ViewerEnv } from '../viewer.ts'
import { type MemberChange, type MemberRow, membersPage, type PendingInvitation } from './members-page.ts'

const words = pages.members

/** The people of the organization: who they are, what they may, and inviting more. */
export function addMembers(app: Hono<SiteEnv>, site: Site): void {
  const master = requireMaster(site)
  const path = routes.adminSettings.members

  app.get(path, master, (c) => showMembers(c, site))

  app.post(path, master, async (c) => {
    const { member, organization } = c.var.viewer
    const email = (await readForm(c)).get('email')
    return unlessRefused(c, site, email, async () => {
      const by = `member:${member.id}` as const
      return invited(await inviteMember(site.hub, { organization: organization.id, email, role: 'member', by }))
    })
  })

  app.post(routes.adminSettings.changeMember, master, async (c) => {
    const { organization, member: viewer } = c.var.viewer
    const change = c.req.param('change')
    const member = await findListed(site.hub, organization.id, c.req.param('member'))
    if (!isChange(change) || member === null) throw new Refusal('member_unknown')
    const request = { member: member.member.id, by: `member:${viewer.id}` } as const
    return unlessRefused(c, site, '', () => changes[change](site.hub, member, request))
  })
}

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

/** The act and the page after it, or the page again with the reason why not. Who gave up their own rights goes home. */
async function unlessRefused(
  c: Context<ViewerEnv>,
  site: Site,
  email: string,
  act: () => Promise<Outcome>,
): Promise<Response> {
  return orShow(
    { c, site },
    async () => {
      leaveOutcome(c, site, await act())
      const viewer = await getMember(site.hub, c.var.viewer.member.id)
      return c.redirect(href(isActiveMaster(viewer) ? routes.adminSettings.members : routes.home), 303)
    },
    (refusal) => showMembers(c, site, { refusal, email }),
  )
}

async function showMembers(
  c: Context<ViewerEnv>,
  site: Site,
  { refusal, email = '' }: { refusal?: Refusal; email?: string } = {},
): Promise<Response> {
  const { organization, member } = c.var.viewer
  const listed = await listMembers(site.hub, organization.id)
  const links = await listUserLinks(
    site.hub,
    (await listActiveLinks(site.hub, organization.id)).map(({ id }) => id),
  )
  const view = {
    organization: organization.name,
    members: listed.flatMap((one) => memberRow(one, { viewer: member.id, links })),
    pending: listed.flatMap((one) => pendingInvitation(one, site.hub.now())),
    email,
  }
  return sendAdminPage(c, site, { main: membersPage(view), width: 'table', refusal })
}

function memberRow(
  { member, account }: ListedMember,
  { viewer, links }: { viewer: MemberId; links: Awaited<ReturnType<typeof listUserLinks>> },
): MemberRow[] {
  if (member.status === 'invited' || account === null) return []
  const { id, role, status } = member
  const { name, username } = account
  const linkedProducts = links.filter(({ sub }) => sub === account.id).length
  return [{ id, name, username, role, status, self: id === viewer, linkedProducts }]
}

function pendingInvitation({ member, invitationExpiresAt }: ListedMember, now: number): PendingInvitation[] {
  if (member.status !== 'invited') return []
  const expiresAt = invitationExpiresAt ?? 0
  return [{ id: member.id, email: member.email, expiresAt, expired: expiresAt <= now }]
}

async function findListed(hub: Hub, organization: OrganizationId, id: string): Promise<ListedMember | null> {
  if (!isMemberId(id)) return null
  return (await listMembers(hub, organization)).find(({ member }) => member.id === id) ?? null
}

function nameOf({ member, account }: ListedMember): string {
  return account?.name ?? member.email
}

function invited({ member, link }: SentInvitation): Outcome {
  return { text: words.invited(member.email), link: { label: words.invitationLink, address: link } }
}
