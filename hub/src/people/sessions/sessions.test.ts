import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inTransaction } from '@lanyard/storage'
import { databases } from '@lanyard/storage/testing'
import { psaUs } from '../../../testing.ts'
import { findAccountById } from '../accounts/find-account.ts'
import { lockAccount } from '../accounts/lock-account.ts'
import { MINUTE, SECOND } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { AccountId } from '../../ids.ts'
import { getMember } from '../members/find-member.ts'
import { readEvents } from '../../delivery/event-log/read-events.ts'
import { startTestSite } from '../../web/testing/start-test-site.ts'
import { nextCode } from '../../oidc/testing/go-through-login.ts'
import { PASSWORD } from '../passwords/testing/give-password.ts'
import { endAccountSessions } from './end-account-sessions.ts'
import { endDueSessions } from './end-due-sessions.ts'

function endAll(hub: Hub, account: AccountId, keep: string | null = null): Promise<void> {
  return inTransaction(hub, async (hub) => {
    await lockAccount(hub.db, account)
    await endAccountSessions(hub, { account, keep, auditId: newId('aud') })
  })
}

async function liveSessions({ short }: Pick<Hub, 'short'>): Promise<string[]> {
  const rows = await short.selectFrom('sessions').select('uid').where('account', 'is not', null).execute()
  return rows.map(({ uid }) => uid)
}

for (const database of databases) {
  describe(`endAccountSessions on ${database.name}`, () => {
    it('shuts every session out from its commit on, before anyone has taken them away (T9)', async () => {
      await using site = await startTestSite({}, database)
      const alder = await site.addOrganization('alder', 'Alder MSP')
      const tech = await site.addPerson(alder, 'tech')
      const other = await site.addPerson(alder, 'other')
      const [one, two] = [await site.logIn(tech), await site.logIn(other)]
      site.hub.pass(2 * SECOND)

      await endAll(site.hub, tech.account.id)

      assert.equal((await one.get('/')).headline, 'Log in')
      assert.equal((await two.get('/')).headline, 'My modules')
      const again = await site.logIn(tech)
      assert.equal((await again.get('/')).headline, 'My modules')
    })

    it('shuts out a login of the very second of its commit that was answered before it (T9)', async () => {
      await using site = await startTestSite({}, database)
      const tech = await site.addPerson(await site.addOrganization('alder', 'Alder MSP'), 'tech')
      const browser = site.visitor()
      const asked = await browser.press(await browser.get('/login'), 'Log in', {
        Username: tech.account.username,
        Password: PASSWORD,
      })
      const code = await nextCode(site, tech)
      site.hub.pass(SECOND - (site.hub.now() % SECOND))
      const answer = await browser.begin(asked.url.href, {
        method: 'POST',
        body: new URLSearchParams({ code }),
        headers: { 'sec-fetch-site': 'same-origin' },
      })

      await endAll(site.hub, tech.account.id)
      await endDueSessions(site.hub, async () => {})

      const to = answer.headers.get('location') ?? ''
      assert.match(to, /\/oidc\/auth\//)
      assert.equal((await browser.get(to)).headline, 'Log in')
      assert.equal((await browser.get('/')).headline, 'Log in')
    })

    it('spares the session that is named, and tells every connected product of the new epoch', async () => {
      await using site = await startTestSite({}, database)
      const alder = await site.addOrganization('alder', 'Alder MSP')
      const master = await site.addPerson(alder, 'master', 'master')
      await site.connect(master, psaUs, 'Alder')
      const kept = await site.logIn(master)
      const [keptUid = ''] = await liveSessions(site.hub)
      site.hub.pass(MINUTE)
      const ended = await site.logIn(master)
      const endedUids = (await liveSessions(site.hub)).filter((uid) => uid !== keptUid)
      site.hub.pass(2 * SECOND)

      await endAll(site.hub, master.account.id, keptUid)
      const gone: string[] = []
      await endDueSessions(site.hub, async (uid) => void gone.push(uid))
      await endDueSessions(site.hub, async (uid) => void gone.push(uid))

      assert.equal((await kept.get('/')).headline, 'My modules')
      assert.equal((await ended.get('/')).headline, 'Log in')
      assert.deepEqual([gone, gone.length], [endedUids, 1])
      const { epoch } = await getMember(site.hub, master.member.id)
      const { events } = await readEvents(site.hub, { deployment: psaUs, after: 0 })
      assert.deepEqual(
        events.map((event) => event.type === 'member_epoch' && [event.sub, event.epoch]),
        [[master.account.id, epoch]],
      )
      assert.ok((await findAccountById(site.hub, master.account.id))?.sessionsFrom)
    })
  })
}
