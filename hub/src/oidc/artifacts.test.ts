import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { openTestHub } from '../../testing.ts'
import { MINUTE, SECOND } from '../clock.ts'
import { newId } from '../ids.ts'
import { hashToken } from '../secrets/hash-token.ts'
import { artifactAdapter } from './artifacts.ts'

for (const database of databases) {
  describe(`what the provider stores, on ${database.name}`, () => {
    it('is found by its own value, as its own kind, until its end, without tolerance (T19, FC1)', async () => {
      await using hub = await openTestHub(database)
      const codes = artifactAdapter(hub, 'AuthorizationCode')
      const tokens = artifactAdapter(hub, 'AccessToken')
      await codes.upsert('one', { kind: 'AuthorizationCode', grantId: 'g' }, 60)

      await codes.upsert('used', { kind: 'AuthorizationCode', grantId: 'g' }, 60)
      await codes.consume('used')
      assert.equal((await codes.find('one'))?.grantId, 'g')
      assert.equal(await codes.find('other'), undefined)
      assert.equal(await tokens.find('one'), undefined)
      hub.pass(60 * SECOND)
      assert.equal(await codes.find('one'), undefined, 'no tolerance between two instants of one clock (FC1)')
      assert.ok((await codes.find('used'))?.consumed, 'who uses it again is found out')
      hub.pass(MINUTE)
      assert.equal(await codes.find('used'), undefined)
    })

    it('is used, ended and revoked by itself, and used once (T19)', async () => {
      await using hub = await openTestHub(database)
      const codes = artifactAdapter(hub, 'AuthorizationCode')
      const tokens = artifactAdapter(hub, 'AccessToken')
      for (const adapter of [codes, tokens]) {
        await adapter.upsert('one', { grantId: 'g' }, 60)
        await adapter.upsert('two', { grantId: 'h' }, 60)
      }
      const left = async (adapter: typeof codes) => [await adapter.find('one'), await adapter.find('two')]
      const consumed = async () =>
        (await Promise.all([codes, tokens].map(left))).flat().map((found) => !!found?.consumed)

      await codes.consume('one')
      assert.deepEqual(await consumed(), [true, false, false, false])
      await assert.rejects(async () => codes.consume('one'), { error: 'invalid_grant' })
      await assert.rejects(async () => codes.consume('three'), { error: 'invalid_grant' })

      await codes.destroy('one')
      assert.deepEqual(
        (await left(codes)).map((found) => found?.grantId),
        [undefined, 'h'],
      )
      await tokens.revokeByGrantId('h')
      assert.deepEqual(
        [...(await left(codes)), ...(await left(tokens))].map((found) => found?.grantId),
        [undefined, 'h', 'g', undefined],
      )
    })

    it('is kept with whose it is and of which session, by which it ends with them (T23)', async () => {
      await using hub = await openTestHub(database)
      const tokens = artifactAdapter(hub, 'RefreshToken')
      const account = newId('acc')
      await tokens.upsert('own', { accountId: account, sessionUid: 'uid_1' }, 60)
      await tokens.upsert('odd', { accountId: 'odd', sessionUid: 7 as never }, 60)
      await tokens.upsert('bare', {}, 60)

      const rows = await hub.short.selectFrom('artifacts').select(['id_hash', 'account', 'session_uid']).execute()
      const of = (value: string) => rows.find((row) => row.id_hash === hashToken(value))
      assert.deepEqual([of('own')?.account, of('own')?.session_uid], [account, 'uid_1'])
      assert.deepEqual([of('odd')?.account, of('odd')?.session_uid], [null, null])
      assert.deepEqual([of('bare')?.account, of('bare')?.session_uid], [null, null])
    })

    it('is an assertion once (T20)', async () => {
      await using hub = await openTestHub(database)
      const assertions = artifactAdapter(hub, 'ReplayDetection')
      await assertions.upsert('one', { iss: 'psa-us' }, 60)
      await assertions.upsert('two', { iss: 'psa-us' }, 60)

      await assert.rejects(async () => assertions.upsert('one', { iss: 'psa-us' }, 60), { error: 'invalid_client' })
    })
  })
}
