import assert from 'node:assert/strict'
import { eventually } from '@lanyard/storage/testing'
import { describe, it } from 'node:test'
import { aLinkRequest, openPeopledHub, psaUs } from '../../testing.ts'
import { MINUTE } from '../clock.ts'
import { approveTenantLink } from '../connections/tenant-links/approve-tenant-link.ts'
import { findTenantLink } from '../connections/tenant-links/find-links.ts'
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
    await Promise.all(nodes.map(({ housekeeping }) => housekeeping.stop()))

    assert.equal(
      nodes.reduce((sum, { did }) => sum + did.pruned, 0),
      1,
    )
    assert.ok(nodes.every(({ did }) => did.delivered > 0))
    const claims = await hub.db.selectFrom('loop_claims').select('loop').orderBy('loop').execute()
    assert.deepEqual(
      claims.map(({ loop }) => loop),
      ['lapses', 'name_keys', 'pruning', 'pruning_log_ins', 'silent_directories'],
    )
  })
})
