import assert from 'node:assert/strict'
import { openPace } from '@lanyard/running/testing'
import { eventually, statementsOf } from '@lanyard/storage/testing'
import { describe, it } from 'node:test'
import { aLinkRequest, openPeopledHub, psaUs } from '../../testing.ts'
import { MINUTE } from '../clock.ts'
import { approveTenantLink } from '../connections/tenant-links/approve-tenant-link.ts'
import { findTenantLink } from '../connections/tenant-links/find-links.ts'
import { queueNotice } from '../records/notices/queue-notice.ts'
import { keepSigningKeys } from '../records/signing-keys/keep-signing-keys.ts'
import { startHousekeeping } from './start-housekeeping.ts'

describe('startHousekeeping', () => {
  it('lets due approvals lapse, ends the sessions of their ceremonies, whatever else fails (A13)', async () => {
    await using hub = await openPeopledHub()
    const request = aLinkRequest(psaUs, 'alder')
    const approval = { request, approvedBy: hub.alderMaster.id, linksUser: false, sessionUid: 'session-1' }
    await approveTenantLink(hub, approval)
    hub.pass(10 * MINUTE)
    const ended: string[] = []

    const housekeeping = startHousekeeping(hub, {
      endSession: async (uid) => void ended.push(uid),
      sendLogoutToken: () => Promise.reject(new Error('away')),
      followSigningKeys: () => Promise.reject(new Error('away')),
      pruneProvider: () => Promise.reject(new Error('away')),
      deliverNotices: () => Promise.reject(new Error('away')),
    })
    await eventually('a session is ended', () => ended.length > 0)
    await housekeeping.stop()

    assert.deepEqual(ended, ['session-1'])
    assert.equal((await findTenantLink(hub, request.id))?.state, 'ended')
  })

  it('prunes on one of two nodes, and sends mails on both (FR11)', async () => {
    await using hub = await openPeopledHub()
    const details = { username: 'tech' }
    await queueNotice(hub, 'tech@alder.example', { kind: 'password_changed', details })
    const node = () => {
      const did = { pruned: 0, delivered: 0 }
      const housekeeping = startHousekeeping(hub, {
        endSession: async () => {},
        sendLogoutToken: async () => 'gone',
        followSigningKeys: async () => {},
        pruneProvider: async () => void did.pruned++,
        deliverNotices: async () => void did.delivered++,
      })
      return { did, housekeeping }
    }

    const nodes = [node(), node()]
    const states = () => nodes.flatMap(({ housekeeping }) => housekeeping.states())
    await eventually('every loop of both has taken a turn', () => states().every(({ turns }) => turns > 0))
    await eventually('both have seen the mail', () => nodes.every(({ did }) => did.delivered > 0))
    await Promise.all(nodes.map(({ housekeeping }) => housekeeping.stop()))

    assert.equal(
      nodes.reduce((sum, { did }) => sum + did.pruned, 0),
      1,
    )
    const claims = await hub.db.selectFrom('loop_claims').select('loop').orderBy('loop').execute()
    assert.deepEqual(
      claims.map(({ loop }) => loop),
      ['name_keys', 'pruning', 'pruning_log_ins', 'sealing_thoroughly', 'silent_directories'],
    )
  })

  it('asks its databases for less than two things in a second in which nothing happens (FR11)', async () => {
    await using hub = await openPeopledHub()
    await keepSigningKeys(hub)
    const pace = openPace()
    const housekeeping = startHousekeeping(
      hub,
      {
        endSession: async () => {},
        sendLogoutToken: async () => 'gone',
        followSigningKeys: async () => {},
        pruneProvider: async () => {},
        deliverNotices: async () => {},
      },
      pace,
    )
    const loops = housekeeping.states().length
    await pace.pass(0, loops)

    const sent = await statementsOf(() => pace.pass(MINUTE, loops))
    await housekeeping.stop()

    assert.ok(sent.length > 60 && sent.length <= 2 * 60, `${sent.length} in a minute: ${[...new Set(sent)].join('; ')}`)
  })
})
