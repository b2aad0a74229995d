import assert from 'node:assert/strict'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { sealActs } from '@lanyard/hub/src/records/audit/seal-acts.ts'
import type { OrganizationId } from '@lanyard/hub/src/ids.ts'
import { dataFolder } from './src/data-folder.ts'
import { openHub } from './src/open-parts.ts'
import { partEnvironment } from './src/part-environment.ts'
import { readSettings } from './src/settings.ts'
import { openCommands } from './operator-commands.ts'

const { folder, environment, lanyard, runIn } = openCommands()

describe('npm run lanyard, on what lies in the databases', () => {
  it('verifies every chain of the audit, and shows one act on all sides', async () => {
    const settings = readSettings(environment, folder)
    await using hub = await openHub(partEnvironment('hub', settings, dataFolder(settings.data)))
    await sealActs({ ...hub, now: () => Date.now() + 60_000 }, { thorough: true })

    const all = await lanyard('audit', 'verify')
    assert.deepEqual([all.code, all.answer['ok']], [0, true])
    const chains = all.answer['chains'] as Record<string, unknown>[]
    const dogwood = chains.find(({ part, chain }) => part === 'hub' && chain === 'dogwood')
    assert.deepEqual([dogwood?.['batches'], dogwood?.['unsealed'], dogwood?.['ok']], [1, 0, true])
    assert.ok(chains.some(({ part }) => part === 'psa-us'))

    const head = `hub/dogwood=${String(dogwood?.['head'])}`
    const one = await lanyard('audit', 'verify', 'dogwood', '--head', head)
    assert.equal(one.code, 0)
    const other = await lanyard('audit', 'verify', '--head', `hub/dogwood=${'0'.repeat(64)}`)
    assert.deepEqual([other.code, other.answer['ok']], [1, false])
    assert.equal((await lanyard('audit', 'verify', '--head', head.replace('hub', 'docs-us'))).code, 2)

    const link = await hub.db
      .selectFrom('audit')
      .select('audit_id')
      .where('organization', '=', 'dogwood' as OrganizationId)
      .where('action', '=', 'tenant_link.confirm')
      .limit(1)
      .executeTakeFirstOrThrow()
    const shown = await lanyard('audit', 'show', link.audit_id)
    const acts = shown.answer['acts'] as { part: string; action: string }[]
    const words = acts.map(({ part, action }) => `${part} ${action}`)
    assert.deepEqual(words, ['hub tenant_link.approve', 'hub tenant_link.confirm'])
    assert.deepEqual((await lanyard('audit', 'show', 'aud_0000000000000000')).answer['acts'], [])
  })

  it('rotates the key for secrets at rest, and says when the old one may go', async () => {
    const settings = readSettings(environment, folder)
    const configured = partEnvironment('hub', settings, dataFolder(settings.data))
    const [old = ''] = (configured['LANYARD_HUB_KEYS'] ?? '').split(':')
    const next = `next:${Buffer.alloc(32, 3).toString('base64')}`
    const both = { ...configured, LANYARD_HUB_KEYS: `${next},${configured['LANYARD_HUB_KEYS']}` }
    const keysOf = ({ answer }: Awaited<ReturnType<typeof runIn>>) => [
      ...new Set((answer['secrets'] as { key: string }[]).map(({ key }) => key)),
    ]

    assert.deepEqual(keysOf(await runIn(both, 'keys', 'status')), [old])
    const rotated = await runIn(both, 'keys', 'rotate')
    assert.deepEqual([rotated.code, rotated.answer['removable'], keysOf(rotated)], [0, [old], ['next']])

    const refused = await runIn(configured, 'keys', 'rotate')
    assert.deepEqual([refused.code, refused.answer['ok'], refused.answer['removable']], [1, false, []])
    assert.equal((refused.answer['unopened'] as unknown[]).length > 0, true)
    const back = { ...configured, LANYARD_HUB_KEYS: `${configured['LANYARD_HUB_KEYS']},${next}` }
    assert.deepEqual((await runIn(back, 'keys', 'rotate')).answer['removable'], ['next'])
  })

  it('rotates the signing keys, with a lead or now', async () => {
    const states = ({ answer }: Awaited<ReturnType<typeof lanyard>>) =>
      (answer['keys'] as { state: string; alg: string; kid: string }[]).map(({ state, alg }) => `${alg} ${state}`)
    const both = ['ES256 current', 'RS256 current']

    await lanyard('signing-keys', 'rotate')
    assert.deepEqual(states(await lanyard('signing-keys', 'rotate')), [...both, 'ES256 next', 'RS256 next'])
    const before = await lanyard('signing-keys', 'list')
    const after = await lanyard('signing-keys', 'rotate', '--now')
    assert.deepEqual(states(after), both)
    const kids = JSON.stringify(before.answer['keys'])
    assert.ok((after.answer['keys'] as { kid: string }[]).every(({ kid }) => !kids.includes(kid)))
  })

  it('refuses a database of another deployment or hub in every command, and moves it on purpose (FE5)', async () => {
    const settings = readSettings(environment, folder)
    const psa = partEnvironment('psa-us', settings, dataFolder(settings.data))
    const uk = { ...psa, LANYARD_DEPLOYMENT: 'psa-uk' }
    const elsewhere = { ...psa, LANYARD_ISSUER: 'http://localhost:4999', LANYARD_FORMER_ISSUERS: '' }
    const before = await runIn(psa, 'database', 'show', 'psa-us')
    const [owner] = (before.answer['databases'] as { owner: string }[]).map(({ owner }) => owner)
    assert.deepEqual([before.code, owner], [0, 'psa-us@http://localhost:4000'])

    for (const [other, part] of [
      [uk, 'psa-uk'],
      [elsewhere, 'psa-us'],
    ] as const) {
      for (const words of [
        ['tenant', 'requests', part],
        ['mail', 'status', part],
        ['tenant', 'invite', part, 'alder'],
      ]) {
        const refused = await runIn(other, ...words)
        assert.deepEqual([refused.code, refused.answer['error']], [1, 'database_of_another'], words.join(' '))
        assert.match(String(refused.answer['message']), /belongs to psa deployment psa-us .*the configuration says/)
      }
    }
    assert.equal((await runIn(uk, 'database', 'show', 'psa-uk')).code, 1)

    const move = ['database', 'move', 'psa-uk', '--from']
    assert.equal((await runIn(uk, ...move, 'psa-apac@http://localhost:4000')).answer['error'], 'database_of_another')
    const held = await runIn(uk, ...move, 'psa-us@http://localhost:4000')
    assert.deepEqual([held.code, held.answer['error']], [1, 'links_held'])
    const copy = join(folder, 'copy.sqlite')
    copyFileSync(dataFolder(settings.data).database('psa-us'), copy)
    const restored = { ...uk, LANYARD_DATABASE: `sqlite:${copy}` }
    const moved = await runIn(restored, ...move, 'psa-us@http://localhost:4000', '--forget-links')
    assert.deepEqual([moved.code, (moved.answer['databases'] as { moved: boolean }[])[0]?.moved], [0, true])
    assert.equal((await runIn(restored, 'tenant', 'requests', 'psa-uk')).code, 0)
    assert.deepEqual((await runIn(restored, 'tenant', 'withdraw', 'psa-uk', 'dogwood')).answer['links'], 0)
    assert.equal((await runIn(psa, 'tenant', 'requests', 'psa-us')).code, 0)
  })

  it('moves both databases of a hub to another issuer, where no name of the old one is configured (FE5)', async () => {
    const settings = readSettings(environment, folder)
    const hub = partEnvironment('hub', settings, dataFolder(settings.data))
    const renamed = { ...hub, LANYARD_ISSUER: 'http://localhost:4998', LANYARD_FORMER_ISSUERS: '' }
    const back = { ...hub, LANYARD_FORMER_ISSUERS: '' }

    assert.equal((await runIn(renamed, 'links')).answer['error'], 'database_of_another')
    assert.equal((await runIn(renamed, 'database', 'move', '--from', 'hub@http://localhost:4000')).code, 0)
    assert.equal((await runIn(renamed, 'links')).code, 0)
    assert.equal((await runIn(back, 'links')).answer['error'], 'database_of_another')
    assert.equal((await runIn(back, 'database', 'move', '--from', 'hub@http://localhost:4998')).code, 0)
  })
})
