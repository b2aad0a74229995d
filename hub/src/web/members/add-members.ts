import { href, plural } from '@lanyard/ui'
import type { Context, Hono } from 'hono'
import { findTold } from '../../deliveries/list-told.ts'
import type { Person } from '../../actor.ts'
import type { ActName } from '../../acts/rules.ts'
import type { Hub } from '../../hub.ts'
import { type AuditId, isAuditId, isMemberId, type MemberId, newId } from '../../ids.ts'
import { inviteMember, resendInvitation, withdrawInvitation } from '../../invitations/invite-member.ts'
import { countVoidInvitations, renewInvitations } from '../../invitations/renew-invitations.ts'
import type { SentInvitation } from '../../invitations/send-invitations.ts'
import { makeMaster, makeMember } from '../../members/change-role.ts'
import { activateMember, deactivateMember } from '../../members/change-status.ts'
import { endMemberSessions } from '../../members/end-member-sessions.ts'
import { getMember } from '../../members/find-member.ts'
import { countMembers, findListedMember, listMembers, MEMBERS_PER_PAGE } from '../../members/list-members.ts'
import type { ListedMember } from '../../members/listed-member.ts'
import { isActiveMaster } from '../../members/member.ts'
import { removeMember } from '../../members/remove-member.ts'
import { language } from '../../messages/en/language.ts'
import { members as words } from '../../messages/en/members.ts'
import { Refusal } from '../../refusal.ts'
import type { Organization } from '../../organizations/organization.ts'
import { countProductSessions } from '../../product-sessions/count-product-sessions.ts'
import { readForm } from '../forms.ts'
import { orShow } from '../or-show.ts'
import { leaveOutcome, type Outcome } from '../outcome.ts'
import { type ToldView, viewTold } from '../log-outs/told-view.ts'
import { routes } from '../routes.ts'
import { sendAdminPage } from '../settings-page.ts'
import type { Site, SiteEnv } from '../site.ts'
import { tellSoon } from '../tell-soon.ts'
import { personOf, requireMaster, requireRight, type ViewerEnv } from '../viewer.ts'
import { listQuery, type MemberListQuery, readListQuery } from './member-list-query.ts'
import { LIST, type MemberChange, membersPage } from './members-page.ts'

/** The people of the organization: who they are, what they may, and inviting more. */
export function addMembers(app: Hono<SiteEnv>, site: Site): void {
  const master = requireMaster(site)
  const path = routes.adminSettings.members
  const backToList = async (c: Context) => addressOf(readListQuery(new URLSearchParams(await readList(c))))
  const mayChange: typeof master = (c, next) => {
    const change = c.req.param('change') ?? ''
    if (!isChange(change)) throw new Refusal('member_unknown')
    return requireRight(site, acts[change], { back: backToList })(c, next)
  }
  const mayInvite = requireRight(site, 'invitation.send', {
    back: async (c) => href(path, {}, { email: (await readForm(c)).get('email') || undefined }),
  })

  app.get(path, master, (c) => {
    const query = new URL(c.req.url).searchParams
    const email = query.get('email') ?? ''
    return showMembers(c, site, readListQuery(query), { told: query.get(TOLD), email })
  })

  app.post(path, mayInvite, async (c) => {
    const { viewer } = c.var
    const email = (await readForm(c)).get('email')
    const request = { organization: viewer.organization.id, email, role: 'member', by: personOf(viewer) } as const
    const act = async () => invited(await inviteMember(site.hub, request))
    return unlessRefused(c, site, { query: wholeList, email }, act)
  })

  const mayRenew = requireRight(site, 'invitation.send', { back: () => href(path) })
  app.post(routes.adminSettings.renewInvitations, mayRenew, async (c) => {
    const { viewer } = c.var
    const request = { organization: viewer.organization.id, by: personOf(viewer) }
    const act = async () => renewed(await renewInvitations(site.hub, request))
    return unlessRefused(c, site, { query: wholeList }, act)
  })

  app.post(routes.adminSettings.changeMember, mayChange, async (c) => {
    const { viewer } = c.var
    const change = c.req.param('change')
    const id = c.req.param('member')
    const member = isMemberId(id) ? await findListedMember(site.hub, viewer.organization.id, id) : null
    if (!isChange(change) || member === null) throw new Refusal('member_unknown')
    const query = readListQuery(new URLSearchParams(await readList(c)))
    const auditId = newId('aud')
    const request = { member: member.id, by: personOf(viewer), auditId }
    return unlessRefused(c, site, { query, ...(endsRights.has(change) && { auditId }) }, () =>
      changes[change](site.hub, member, request),
    )
  })
}

/** After these it is shown how products answer. */
const endsRights: ReadonlySet<MemberChange> = new Set(['deactivate', 'end-sessions', 'make-member', 'remove'])

/** Names the act whose answers a page shows. */
const TOLD = 'told'

const wholeList: MemberListQuery = { filter: {}, page: 1 }

interface Change {
  readonly member: MemberId
  readonly by: Person
  readonly auditId: AuditId
}

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
  'end-sessions': async (hub, listed, change) => {
    await endMemberSessions(hub, change)
    return { text: words.sessionsEnded(nameOf(listed)) }
  },
  'make-master': async (hub, listed, change) => {
    await makeMaster(hub, change)
    return { text: words.madeMaster(nameOf(listed)) }
  },
  'make-member': async (hub, listed, change) => {
    await makeMember(hub, change)
    return { text: words.madeMember(nameOf(listed)) }
  },
  remove: async (hub, listed, change) => {
    await removeMember(hub, change)
    return { text: words.removed(nameOf(listed)) }
  },
  'invite-again': async (hub, _listed, change) => invited(await resendInvitation(hub, change)),
  withdraw: async (hub, listed, change) => {
    await withdrawInvitation(hub, change)
    return { text: words.withdrawn(nameOf(listed)) }
  },
} as const satisfies Record<MemberChange, (hub: Hub, listed: ListedMember, change: Change) => Promise<Outcome>>

/** The act of every button, whose rule says who may press it. */
const acts = {
  activate: 'member.activate',
  deactivate: 'member.deactivate',
  'end-sessions': 'member.end_sessions',
  'make-master': 'member.make_master',
  'make-member': 'member.make_member',
  remove: 'member.remove',
  'invite-again': 'invitation.send',
  withdraw: 'invitation.withdraw',
} as const satisfies Record<MemberChange, ActName>

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
  { query, email, auditId }: { readonly query: MemberListQuery; readonly email?: string; readonly auditId?: AuditId },
  act: () => Promise<Outcome>,
): Promise<Response> {
  const { organization } = c.var.viewer
  return orShow(
    { c, site },
    async () => {
      leaveOutcome(c, site, await act())
      const told = auditId === undefined ? null : await findTold(site.hub, organization.id, auditId)
      if (told !== null) tellSoon(site, told.auditId)
      const viewer = await getMember(site.hub, c.var.viewer.member.id)
      if (!isActiveMaster(viewer)) return c.redirect(href(routes.home), 303)
      return c.redirect(href(routes.adminSettings.members, {}, { ...listQuery(query), [TOLD]: told?.auditId }), 303)
    },
    (refusal) => showMembers(c, site, query, { refusal, email }),
  )
}

async function showMembers(
  c: Context<ViewerEnv>,
  site: Site,
  wish: MemberListQuery,
  { refusal, email = '', told = null }: { refusal?: Refusal; email?: string | undefined; told?: string | null } = {},
): Promise<Response> {
  const { organization, member: viewer } = c.var.viewer
  const { filter } = wish
  const total = await countMembers(site.hub, organization.id, filter)
  const lastPage = Math.max(1, Math.ceil(total / MEMBERS_PER_PAGE))
  const page = Math.min(wish.page, lastPage)
  const listed = await listMembers(site.hub, organization.id, filter, { first: (page - 1) * MEMBERS_PER_PAGE })
  const sessions = await countProductSessions(
    site.hub,
    organization.id,
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
    voidInvitations: await countVoidInvitations(site.hub, organization.id),
    now: site.hub.now(),
    email,
    told: await findToldView(site, organization, told),
  }
  return sendAdminPage(c, site, { main: membersPage(view), width: 'table', refusal })
}

/** What products say to an act that was just done, as far as it is the organization's and they were told anything. */
async function findToldView({ hub }: Site, organization: Organization, act: string | null): Promise<ToldView | null> {
  const told = act !== null && isAuditId(act) ? await findTold(hub, organization.id, act) : null
  const [view] = told === null ? [] : await viewTold(hub, organization, [told])
  return view ?? null
}

function addressOf(query: MemberListQuery): string {
  return href(routes.adminSettings.members, {}, listQuery(query))
}

function nameOf({ account, email }: ListedMember): string {
  return account?.name ?? email
}

function renewed(invitations: number): Outcome {
  const { voided } = words
  return { text: invitations === 0 ? voided.noneLeft : plural(invitations, voided.renewed, language) }
}

function invited({ member, link }: SentInvitation): Outcome {
  return { text: words.invited(member.email), link: { label: words.invitationLink, address: link } }
}
