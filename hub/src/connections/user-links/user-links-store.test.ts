import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { addPerson, openPeopledHub, psaUs, rmmUs, connectTenant } from '../../../testing.ts'
import * as userLinks from './user-links-store.ts'

for (const database of databases) {
  describe(`user links side by side on ${database.name}`, () => {
    /** Two products of Alder and one of Birch, with Alder's master linked in all three and a colleague in the first. */
    async function open() {
      const hub = await openPeopledHub(database)
      const first = await connectTenant(hub, psaUs, 'a', hub.alderMaster)
      const second = await connectTenant(hub, rmmUs, 'a', hub.alderMaster)
      const birchs = await connectTenant(hub, psaUs, 'b', hub.birchMaster)
      const { account: colleague } = await addPerson(hub, hub.alder, 'colleague')
      const own = hub.alderMasterAccount.id
      for (const [link, sub] of [
        [first.id, own],
        [second.id, own],
        [birchs.id, own],
        [first.id, colleague.id],
      ] as const) {
        await userLinks.report(hub.db, { link, sub, revision: 1, state: 'linked' }, 10)
      }
      const names = new Map<string, string>([
        [first.id, 'first'],
        [second.id, 'second'],
        [birchs.id, 'birchs'],
      ])
      const rows = async (which: (row: { unlink_epoch: number | null; state: string; revision: number }) => boolean) =>
        (await hub.db.selectFrom('user_links').selectAll().execute())
          .filter(which)
          .map(({ link, sub }) => `${names.get(link)} ${sub === own ? 'own' : 'colleague'}`)
          .toSorted()
      return { ...hub, own, colleague: colleague.id, first: first.id, second: second.id, birchs: birchs.id, rows }
    }

    it('change one by one, by reports that are newer', async () => {
      await using hub = await open()
      const report = (revision: number, state: 'linked' | 'unlinked') =>
        userLinks.report(hub.db, { link: hub.first, sub: hub.own, revision, state }, 20)
      assert.equal(await report(2, 'linked'), 'repeated')
      assert.deepEqual(await hub.rows((row) => row.revision === 2), ['first own'])
      assert.equal(await report(3, 'unlinked'), 'changed')
      assert.equal(await report(2, 'linked'), 'outdated')
      assert.equal(await report(3, 'unlinked'), 'outdated')
      assert.deepEqual(await hub.rows((row) => row.state === 'unlinked'), ['first own'])
    })

    it('are asked to go one by one, or all of an organization’s', async () => {
      await using hub = await open()
      const asked = (epoch: number) => hub.rows((row) => row.unlink_epoch === epoch)
      await userLinks.report(hub.db, { link: hub.second, sub: hub.own, revision: 2, state: 'unlinked' }, 20)
      const { first: link, own: sub } = hub
      assert.equal(await userLinks.requestUnlink(hub.db, { link, sub, epoch: 7 }), true)
      assert.equal(await userLinks.requestUnlink(hub.db, { link: hub.second, sub, epoch: 7 }), false)
      assert.deepEqual(await asked(7), ['first own'])
      assert.deepEqual(await userLinks.listUnlinkRequests(hub.db, link), [{ sub, epoch: 7 }])
      assert.deepEqual(await userLinks.listUnlinkRequests(hub.db, hub.birchs), [])
      await userLinks.requestAllUnlinks(hub.db, { sub, organization: hub.alder, epoch: 8 }, 30)
      assert.deepEqual(await asked(8), ['first own'])
    })

    it('are listed by person and by link, while they are linked', async () => {
      await using hub = await open()
      const all = [hub.first, hub.second, hub.birchs]
      await userLinks.report(hub.db, { link: hub.second, sub: hub.own, revision: 2, state: 'unlinked' }, 20)
      const own = async (links: typeof all) => (await userLinks.listOwn(hub.db, hub.own, links)).map((row) => row.link)
      assert.deepEqual((await own(all)).toSorted(), [hub.first, hub.birchs].toSorted())
      assert.deepEqual(await own([hub.first]), [hub.first])
      assert.deepEqual(await userLinks.listLinked(hub.db, hub.colleague, all), new Set([hub.first]))
      assert.deepEqual(await userLinks.listLinked(hub.db, hub.own, [hub.birchs, hub.second]), new Set([hub.birchs]))
      assert.deepEqual(await userLinks.listAll(hub.db, [hub.second, hub.birchs]), [{ link: hub.birchs, sub: hub.own }])
    })
  })
}
