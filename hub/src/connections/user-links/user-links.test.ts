import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { asPerson, openPeopledHub, psaUs, connectTenant } from '../../../testing.ts'
import { findPendingEmail } from '../../people/mailed-links/email-changes.ts'
import { requestEmailChange } from '../../people/accounts/request-email-change.ts'
import { listAccountActs } from '../../records/audit/list-account-acts.ts'
import { MINUTE } from '../../clock.ts'
import { Refusal } from '../../refusal.ts'
import { listOwnUserLinks } from './list-user-links.ts'
import { reportUserLink } from './report-user-link.ts'
import { unlinkUser } from './unlink-user.ts'

async function openLinked(database: (typeof databases)[number]) {
  const hub = await openPeopledHub(database)
  const request = await connectTenant(hub, psaUs, 'Alder', hub.alderMaster)
  const { account: sub } = hub.alderMaster
  const report = (revision: number, state: 'linked' | 'unlinked') =>
    reportUserLink(hub, { link: request.id, deployment: psaUs, sub, revision, state })
  const changes = async () => {
    const { acts } = await listAccountActs(hub, sub, '')
    return acts.filter(({ action }) => action === 'user_link.report').map(({ details }) => details['state'])
  }
  return { ...hub, link: request.id, sub, report, changes, own: () => listOwnUserLinks(hub, sub, [request.id]) }
}

for (const database of databases) {
  describe(`reportUserLink on ${database.name}`, () => {
    it('writes a change down for the person, once, and dates the link by it', async () => {
      await using hub = await openLinked(database)
      const since = hub.now()

      assert.equal(await hub.report(1, 'linked'), true)
      hub.pass(MINUTE)
      assert.equal(await hub.report(2, 'linked'), true)
      assert.equal(await hub.report(2, 'unlinked'), false)

      assert.deepEqual(await hub.own(), [{ link: hub.link, since, unlinking: false }])
      assert.deepEqual(await hub.changes(), ['linked'])
      hub.pass(MINUTE)
      await hub.report(3, 'unlinked')
      assert.deepEqual(await hub.own(), [])
      assert.deepEqual(await hub.changes(), ['unlinked', 'linked'])
    })

    it('is one change where the same report comes several times at once', async () => {
      await using hub = await openLinked(database)

      const outcomes = await Promise.all([1, 2, 3, 4].map((revision) => hub.report(revision, 'linked')))

      assert.ok(outcomes.includes(true))
      assert.deepEqual(await hub.changes(), ['linked'])
    })

    it('voids a change of address that a person may have begun before the link (T11)', async () => {
      await using hub = await openLinked(database)
      await requestEmailChange(hub, {
        account: hub.sub,
        provenAt: hub.now(),
        session: 'session',
        email: 'thief@elsewhere.example',
      })

      await hub.report(1, 'linked')

      assert.equal(await findPendingEmail(hub, hub.sub), null)
    })
  })

  describe(`unlinkUser on ${database.name}`, () => {
    it('shows that it waits for the product, until that says that it is done', async () => {
      await using hub = await openLinked(database)
      await hub.report(1, 'linked')
      const unlink = { member: hub.alderMaster.id, link: hub.link, by: asPerson(hub, hub.alderMaster.id) } as const

      await unlinkUser(hub, unlink)

      assert.equal((await hub.own())[0]?.unlinking, true)
      await hub.report(2, 'unlinked')
      assert.deepEqual(await hub.own(), [])
      await hub.report(3, 'linked')
      assert.equal((await hub.own())[0]?.unlinking, false)
    })

    it('knows no link of another organization (T36)', async () => {
      await using hub = await openLinked(database)
      await hub.report(1, 'linked')
      const { id: member } = hub.birchMaster

      const outcome = unlinkUser(hub, { member, link: hub.link, by: asPerson(hub, member) })

      await assert.rejects(outcome, (error: unknown) => error instanceof Refusal && error.code === 'user_link_unknown')
      assert.equal((await hub.own())[0]?.unlinking, false)
    })
  })
}
