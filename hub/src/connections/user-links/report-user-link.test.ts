import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { addPerson, openPeopledHub, operator, psaUk, psaUs, connectTenant } from '../../../testing.ts'
import { findPendingEmail } from '../../people/mailed-links/email-changes.ts'
import { requestEmailChange } from '../../people/accounts/request-email-change.ts'
import type { AccountId, LinkId } from '../../ids.ts'
import { removeMember } from '../rights/remove-member.ts'
import { listNotices } from '../../records/notices/list-notices.ts'
import { reportUserLink } from './report-user-link.ts'

for (const database of databases) {
  describe(`reportUserLink on ${database.name}`, () => {
    it('tells the person of a link and of its end, and no one else (T46)', async () => {
      await using hub = await openLinkedHub()

      await reportUserLink(hub, { ...hub.report, revision: 1, state: 'linked' })
      hub.pass(1)
      await reportUserLink(hub, { ...hub.report, revision: 2, state: 'unlinked' })

      const [unlinked, linked, ...others] = await listToldOfUserLinks(hub)
      const details = { username: 'tech@alder.example', module: 'PSA', tenant: 'alder company', tenantId: 'alder' }
      assert.deepEqual(
        [linked, unlinked].map((notice) => [notice?.kind, notice?.recipient, notice?.details]),
        [
          ['account_linked', 'tech@alder.example', details],
          ['account_unlinked', 'tech@alder.example', details],
        ],
      )
      assert.deepEqual(others, [])
    })

    it('passes over a person who is no member: no mail, no row, and their change of address lives (FG3)', async () => {
      await using hub = await openLinkedHub()
      const { account: stranger } = await addPerson(hub, hub.birch, 'stranger')
      const unknown = 'acc_0123456789abcdefghijkl' as AccountId
      await requestEmailChange(hub, {
        account: stranger.id,
        provenAt: hub.now(),
        session: 'session',
        email: 'new@birch.example',
      })
      const lines: object[] = []
      const log = { ...hub.log, info: (line: object) => lines.push(line) }

      for (const sub of [stranger.id, unknown]) {
        for (const state of ['linked', 'unlinked'] as const) {
          assert.equal(await reportUserLink({ ...hub, log }, { ...hub.report, sub, revision: 1, state }), false)
        }
      }

      assert.equal(lines.length, 4)
      assert.deepEqual(await listToldOfUserLinks(hub), [])
      assert.deepEqual(await hub.db.selectFrom('user_links').selectAll().execute(), [])
      assert.deepEqual(
        await hub.db.selectFrom('audit').selectAll().where('action', '=', 'user_link.report').execute(),
        [],
      )
      assert.notEqual(await findPendingEmail(hub, stranger.id), null)
    })

    it('takes from a person who was removed the end of their link alone (FG3)', async () => {
      await using hub = await openLinkedHub()
      await reportUserLink(hub, { ...hub.report, revision: 1, state: 'linked' })
      await removeMember(hub, { member: hub.member, by: operator })

      const outcomes = []
      for (const [revision, state] of [
        [2, 'linked'],
        [3, 'unlinked'],
        [4, 'linked'],
      ] as const) {
        outcomes.push(await reportUserLink(hub, { ...hub.report, revision, state }))
      }

      assert.deepEqual(outcomes, [false, true, false])
    })

    it('tells nothing twice, and nothing that is no news (T46)', async () => {
      await using hub = await openLinkedHub()
      const nodes = [hub, await hub.second(), await hub.second()]

      await reportUserLink(hub, { ...hub.report, revision: 1, state: 'unlinked' })
      await Promise.all(
        nodes.map((node, index) => reportUserLink(node, { ...hub.report, revision: 2 + index, state: 'linked' })),
      )
      await reportUserLink(hub, { ...hub.report, revision: 1, state: 'unlinked' })
      await reportUserLink(hub, { ...hub.report, revision: 9, state: 'unlinked', deployment: psaUk })

      assert.deepEqual(
        (await listToldOfUserLinks(hub)).map(({ kind }) => kind),
        ['account_linked'],
      )
    })

    /** Alder is connected, and its technician is there. */
    async function openLinkedHub() {
      const hub = await openPeopledHub(database)
      const { account, member } = await addPerson(hub, hub.alder, 'tech')
      const request = await connectTenant(hub, psaUs, 'alder', hub.alderMaster)
      const report: { link: LinkId; deployment: typeof psaUs; sub: AccountId } = {
        link: request.id,
        deployment: psaUs,
        sub: account.id,
      }
      return { ...hub, report, member: member.id }
    }
  })
}

async function listToldOfUserLinks(hub: Parameters<typeof listNotices>[0]) {
  return (await listNotices(hub)).filter(({ kind }) => kind === 'account_linked' || kind === 'account_unlinked')
}
