import type { Context } from 'hono'
import { listFactors } from '../../people/factors/list-factors.ts'
import { resetSecondFactor } from '../../people/factors/reset-second-factor.ts'
import { isMemberId, type MemberId } from '../../ids.ts'
import { findListedMember } from '../../people/members/list-members.ts'
import type { ListedMember } from '../../people/members/listed-member.ts'
import { members } from '../../messages/en/members.ts'
import { Refusal } from '../../refusal.ts'
import { countSessions } from '../../people/sessions/count-sessions.ts'
import { endSessionsNow } from '../end-sessions.ts'
import { readForm } from '../forms.ts'
import { orShow } from '../or-show.ts'
import { leaveOutcome } from '../outcome.ts'
import { hintsOf } from '../refusal-notice.ts'
import type { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { personOf, type Viewer, type ViewerEnv } from '../viewer.ts'
import { sendViewerPage } from '../viewer-page.ts'
import { withProof } from '../with-proof.ts'
import { addressOfList, type MemberListQuery, readList } from './member-list-query.ts'
import { resetDialog } from './reset-dialog.ts'

const words = members.reset

type Reset = Context<ViewerEnv, typeof routes.adminSettings.resetSecondFactor>

/** A master resets the second factor of a member who has lost theirs, with both of their own just given (T36). */
export const showReset = withProof('second_factor.reset', async (c: Reset, site) => {
  const member = await getListed(site, c.var.viewer, c.req.param('member'))
  return showDialog(c, site, member, { query: await readList(c) })
})

export const takeReset = withProof('second_factor.reset', async (c: Reset, site) => {
  const { viewer } = c.var
  const member = await getListed(site, viewer, c.req.param('member'))
  const form = await readForm(c)
  const reason = form.get('reason')
  const query = await readList(c)
  return orShow(
    { c, site },
    async () => {
      await resetSecondFactor(site.hub, { member: member.id, by: personOf(viewer), reason })
      await endSessionsNow(site)
      leaveOutcome(c, site, { text: words.done(member.account.name) })
      return c.redirect(addressOfList(query), 303)
    },
    (refusal) => showDialog(c, site, member, { refusal, reason, query }),
  )
})

type WithAccount = ListedMember & { readonly account: NonNullable<ListedMember['account']> }

/** @throws {Refusal} `member_unknown` also for a member of another organization, or for an invitation */
async function getListed({ hub }: Site, { organization }: Viewer, id: string): Promise<WithAccount> {
  const member = isMemberId(id) ? await findListedMember(hub, organization.id, id satisfies MemberId) : null
  if (member?.account == null) throw new Refusal('member_unknown')
  return { ...member, account: member.account }
}

async function showDialog(
  c: Context<ViewerEnv>,
  site: Site,
  { id, account }: WithAccount,
  { refusal, reason = '', query }: { refusal?: Refusal; reason?: string; query: MemberListQuery },
): Promise<Response> {
  const { hub } = site
  const factors = await listFactors(hub, account.id)
  const authenticators = factors.filter(({ kind }) => kind === 'authenticator').length
  const main = resetDialog({
    member: id,
    name: account.name,
    username: account.username,
    authenticators,
    passkeys: factors.length - authenticators,
    sessions: (await countSessions(hub, [account.id])).get(account.id) ?? 0,
    pause: hub.config.lifetimes.linkingPause,
    reason,
    hints: hintsOf(site, refusal),
    query,
  })
  return sendViewerPage(c, site, { title: words.title(account.name), main, width: 'settings', refusal })
}
