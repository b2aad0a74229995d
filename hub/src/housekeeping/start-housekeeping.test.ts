import assert from 'node:assert/strict'
import { eventually } from '@lanyard/storage/testing'
import { describe, it } from 'node:test'
import { aLinkRequest, openPeopledHub, psaUs } from '../../testing.ts'
import { MINUTE } from '../clock.ts'
import { approveTenantLink } from '../tenant-links/approve-tenant-link.ts'
import { findTenantLink } from '../tenant-links/find-links.ts'
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
      tellClient: () => Promise.reject(new Error('away')),
      followSigningKeys: () => Promise.reject(new Error('away')),
      pruneProvider: () => Promise.reject(new Error('away')),
      deliverNotices: () => Promise.reject(new Error('away')),
    })
    await eventually('a session is ended', () => ended.length > 0)
    await housekeeping.stop()

    assert.deepEqual(ended, ['session-1'])
    assert.equal((await findTenantLink(hub, request.id))?.state, 'ended')
  })
})
