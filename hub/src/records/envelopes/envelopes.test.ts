import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inTransaction } from '@lanyard/storage'
import { databases } from '@lanyard/storage/testing'
import { openPeopledHub, openTestHub, operator } from '../../../testing.ts'
import { ConfigError } from '@lanyard/running'
import { importAuthenticator } from '../../people/factors/import-authenticator.ts'
import { revealNextCode } from '../../people/factors/reveal-next-code.ts'
import type { Hub } from '../../hub.ts'
import { listNotices } from '../notices/list-notices.ts'
import { queueNotice } from '../notices/queue-notice.ts'
import { keepSigningKeys } from '../signing-keys/keep-signing-keys.ts'
import { listPrivateKeys } from '../signing-keys/list-signing-keys.ts'
import { checkKeyRing } from './check-key-ring.ts'
import { countEnvelopes, findSealingKeys, listOthers, replaceEnvelope } from './find-envelopes.ts'
import { parseKeyRing } from '@lanyard/storage/secrets'
import { resealSecrets } from './reseal-secrets.ts'
import { sealedColumns } from '../../secrets/sealed-columns.ts'

const key = (id: string, fill: number) => `${id}:${Buffer.alloc(32, fill).toString('base64')}`
const NOTICES = 120

/** A hub with secrets of every kind under the key `test`. */
async function openSealedHub(database: (typeof databases)[number]) {
  const hub = await openPeopledHub(database)
  const { id: account, email } = hub.alderMasterAccount
  await importAuthenticator(hub, { account, secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', by: operator })
  await keepSigningKeys(hub)
  const details = { link: 'https://id.example/invitations/secret', organization: 'Alder MSP', expiresAt: 0 }
  await inTransaction(hub, async (hub) => {
    for (let count = 0; count < NOTICES; count += 1) await queueNotice(hub, email, { kind: 'invitation', details })
  })
  return hub
}

/** The same hub, started with another ring. */
function withRing<Any extends Hub>(hub: Any, ...keys: readonly string[]): Any {
  return { ...hub, config: { ...hub.config, keys: parseKeyRing(keys.join(',')) } }
}

async function countsOf(hub: Pick<Hub, 'db'>): Promise<readonly string[]> {
  const counted = (await findSealingKeys(hub)).map(
    async ({ column, key }) => `${column} ${key} ${await countEnvelopes(hub, { column, key })}`,
  )
  return Promise.all(counted)
}

async function openEverything(hub: Awaited<ReturnType<typeof openSealedHub>>): Promise<void> {
  assert.ok(await revealNextCode(hub, hub.alderMasterAccount.id))
  assert.equal((await listPrivateKeys(hub)).length, 2)
  assert.equal((await listNotices(hub, 1000)).length, NOTICES)
}

describe('the register of envelopes', () => {
  it('has every column of the ledger whose name says that it holds some', async () => {
    await using hub = await openTestHub()

    const tables = await hub.db.introspection.getTables()

    const columns = tables.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`))
    assert.deepEqual(
      columns.filter((column) => column.endsWith('_sealed')).toSorted(),
      Object.keys(sealedColumns).toSorted(),
    )
  })
})

for (const database of databases) {
  describe(`secrets at rest on ${database.name}`, () => {
    it('are all under the new key after a rotation, and open without the old one', async () => {
      await using hub = await openSealedHub(database)
      const rotated = withRing(hub, key('new_1', 8), key('test', 7))

      const resealed = await resealSecrets(rotated, { by: operator })

      assert.deepEqual(
        resealed.map(({ column, count, unopened }) => [column, count, unopened.length]),
        [
          ['authenticators.secret_sealed', 1, 0],
          ['signing_keys.jwk_sealed', 2, 0],
          ['notices.details_sealed', NOTICES, 0],
        ],
      )
      await openEverything(withRing(hub, key('new_1', 8)))
      const again = await resealSecrets(rotated, { by: operator })
      assert.deepEqual(
        again.map(({ count }) => count),
        [0, 0, 0],
      )
      const acts = await hub.db.selectFrom('audit').selectAll().where('action', '=', 'secrets.reseal').execute()
      const written = acts.map(({ actor, subject, details }) => `${actor} ${subject} ${details}`)
      assert.deepEqual(
        written.toSorted(),
        [0, 3 + NOTICES].map((count) => `${operator} new_1 {"count":${count}}`).toSorted(),
      )
    })

    it('keep what another person wrote meanwhile', async () => {
      await using hub = await openSealedHub(database)
      const column = 'authenticators.secret_sealed'
      const [read] = await listOthers(hub, { column, key: 'new', after: '' })
      assert.ok(read)
      await hub.db.updateTable('authenticators').set({ secret_sealed: 'test.written.meanwhile.x' }).execute()

      assert.equal(await replaceEnvelope(hub, read, 'new.too.late.x'), false)

      const row = await hub.db.selectFrom('authenticators').select('secret_sealed').executeTakeFirst()
      assert.equal(row?.secret_sealed, 'test.written.meanwhile.x')
    })

    it('are counted by their key, and left where they do not open', async () => {
      await using hub = await openSealedHub(database)
      const damaged = { details_sealed: 'no envelope' }
      const [first, second] = await hub.db.selectFrom('notices').select('id').orderBy('id').limit(2).execute()
      assert.ok(first && second)
      await hub.db.updateTable('notices').set(damaged).where('id', '=', first.id).execute()
      await hub.db.updateTable('notices').set({ details_sealed: 'lost.a.b.c' }).where('id', '=', second.id).execute()

      const resealed = await resealSecrets(withRing(hub, key('new', 8), key('test', 7)), { by: operator })

      assert.deepEqual(resealed.at(-1)?.unopened, [first.id, second.id])
      assert.deepEqual((await countsOf(hub)).toSorted(), [
        'authenticators.secret_sealed new 1',
        'notices.details_sealed lost 1',
        `notices.details_sealed new ${NOTICES - 2}`,
        'signing_keys.jwk_sealed new 2',
      ])
    })

    it('are held against the ring at start: every key that lacks or is another one, at once', async () => {
      await using hub = await openSealedHub(database)
      await checkKeyRing(hub)
      await resealSecrets(withRing(hub, key('new', 8), key('test', 7)), { by: operator })
      await hub.db.updateTable('authenticators').set({ secret_sealed: 'lost.a.b.c' }).execute()

      const wrong = withRing(hub, key('new', 9))

      await assert.rejects(checkKeyRing(wrong), (error) => {
        assert.ok(error instanceof ConfigError)
        assert.deepEqual(error.mistakes, [
          'LANYARD_HUB_KEYS: the key "lost" is missing, which sealed 1 secret in authenticators.secret_sealed',
          'LANYARD_HUB_KEYS: the key "new" is not the one that sealed 2 secrets in signing_keys.jwk_sealed',
        ])
        return true
      })
      const closed = hub.logged.filter(({ event }) => event === 'secrets_closed')
      assert.equal(closed.length, 1, 'the hub starts without what it can do without')
      assert.match(String(closed[0]?.['text']), /in notices\.details_sealed$/)
    })
  })
}
