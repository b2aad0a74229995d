import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases, eventually, findScans, keepStatements } from '@lanyard/storage/testing'
import { parseKeyRing } from '@lanyard/storage/secrets'
import { aLinkRequest, connectTenant, openPeopledHub, operator, psaUs, rmmUs } from '../../testing.ts'
import { MINUTE } from '../clock.ts'
import { approveTenantLink } from '../connections/tenant-links/approve-tenant-link.ts'
import { queueLogouts } from '../delivery/logout-deliveries/queue-logouts.ts'
import { newId } from '../ids.ts'
import { endMemberSessions } from '../people/members/end-member-sessions.ts'
import { endOwnSessions } from '../people/sessions/end-own-sessions.ts'
import { queueNotice } from '../records/notices/queue-notice.ts'
import { findDueWork } from './due-work-store.ts'
import { importAuthenticator } from '../people/factors/import-authenticator.ts'
import { startHub } from '../server.ts'
import { pruneShortLived } from '../oidc/prune-short-lived.ts'
import { startHousekeeping } from './start-housekeeping.ts'

/** Tables with a row for each deployment, key, client, directory or batch: reading all of them is as good as an index. */
const SMALL = new Set([
  'hub_feeds',
  'deployments',
  'modules',
  'signing_keys',
  'clients',
  'provisioning_tokens',
  'lanyard_migrations',
  'audit_batches',
  // Once an hour; an index would cost every try more than that.
  'tries',
])

for (const dialect of databases) {
  describe(`what the hub does without being asked, on ${dialect.name}`, () => {
    it('reads no whole table that grows with people, links or sessions (FR11)', async (test) => {
      await using hub = await openPeopledHub(dialect)
      await leaveWork(hub)
      const sent = keepStatements(test)

      const housekeeping = startHousekeeping(hub, {
        endSession: async () => {},
        sendLogoutToken: async () => 'confirmed',
        followSigningKeys: async () => {},
        pruneProvider: () => pruneShortLived(hub),
        deliverNotices: async () => {},
      })
      await eventually('every loop has taken a turn', () => housekeeping.states().every(({ turns }) => turns > 0))
      await eventually('what was due is done', async () => {
        const { mail, tombstones, ...rest } = await findDueWork(hub.db, hub.now())
        return mail && tombstones && Object.values(rest).every((isDue) => !isDue)
      })
      await housekeeping.stop()

      assert.ok(sent.count() > 40, `${sent.count()} statements`)
      assert.deepEqual(await findScans(sent, SMALL), [])
    })

    it('nor does it when it starts, and it holds its keys to every secret all the same (FR11)', async (test) => {
      await using hub = await openPeopledHub(dialect)
      const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
      await importAuthenticator(hub, { account: hub.alderMasterAccount.id, secret, by: operator })
      const config = { ...hub.config, listen: { host: '127.0.0.1', port: 0 } }
      const sent = keepStatements(test)

      const running = await startHub(config, hub.log)
      const scans = await findScans(sent, SMALL)
      await running.close()

      assert.deepEqual(scans, [])
      const keys = parseKeyRing(`other:${Buffer.alloc(32, 8).toString('base64')}`)
      await assert.rejects(startHub({ ...config, keys }, hub.log), /"test" is missing/)
    })
  })
}

/** Something of each kind that a hub does without being asked. */
async function leaveWork(hub: Awaited<ReturnType<typeof openPeopledHub>>): Promise<void> {
  const { alderMaster, alderMasterAccount, alder: organization, db } = hub
  const [account, at, auditId] = [alderMasterAccount.id, hub.now(), newId('aud')]
  await connectTenant(hub, psaUs, 'alder', alderMaster)
  const approval = { request: aLinkRequest(rmmUs, 'alder'), linksUser: false, sessionUid: 'of a ceremony' }
  await approveTenantLink(hub, { ...approval, approvedBy: alderMaster.id })
  await endMemberSessions(hub, { member: alderMaster.id, by: operator })
  await endOwnSessions(hub, { account, by: operator })
  await db.insertInto('hub_sessions').values({ uid: 'ended', seen_at: at, ended_at: at, entombed_at: null }).execute()
  await queueLogouts(hub, [{ client: 'wiki', sid: 'sid', hubSession: 'ended', account, organization }], { auditId })
  await queueNotice(hub, 'tech@alder.example', { kind: 'password_changed', details: { username: 'tech' } })
  hub.pass(10 * MINUTE)
}
