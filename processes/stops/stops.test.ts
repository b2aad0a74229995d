import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import manifest from '@lanyard/hub/package.json' with { type: 'json' }
import { type OpenHub, openHub } from '@lanyard/suite/src/open-parts.ts'
import { startPart } from '@lanyard/suite/src/part-process.ts'
import { startSuite } from '@lanyard/suite/testing.ts'
import { sql } from 'kysely'

/** More than are sealed within the ten seconds that a stop may take. */
const UNSEALED = 100_000

/** Acts of the last minutes that nothing has sealed, as after an import, or after days without this node. */
async function leaveUnsealed({ db, now }: OpenHub): Promise<void> {
  await sql`
    with recursive act(n) as (select 1 union all select n + 1 from act where n < ${UNSEALED})
    insert into audit (id, audit_id, at, organization, actor, action, subject, account, details)
    select 'aud_test' || n, 'aud_test' || n, ${now() - 300_000} + n, null, 'hub', 'test', 'test', null, '{}' from act
  `.execute(db)
}

describe('a hub with a hundred thousand unsealed acts', () => {
  it('stops by itself within its bound when it is told to, and has logged each head that it sealed (FR5)', async () => {
    await using suite = await startSuite({ parts: [] })
    const folder = await mkdtemp(join(tmpdir(), 'lanyard-stops-'))
    await using hub = await openHub(suite.environment('hub'))
    await leaveUnsealed(hub)
    const { promise: sealing, resolve: seals } = Promise.withResolvers<void>()
    const logFile = join(folder, 'hub.log')
    const part = startPart({
      part: 'hub',
      origin: suite.origin('hub'),
      environment: suite.environment('hub'),
      logFile,
      onLine: ({ text }) => text.includes('"audit_sealed"') && seals(),
    })

    await part.ready
    await sealing
    const { exitCode, signal } = await part.stop()

    const lines = (await readFile(logFile, 'utf8'))
      .split('\n')
      .flatMap((line) => (line.startsWith('{') ? [parse(line)] : []))
    assert.deepEqual([exitCode, signal, lines.at(-1)?.['event']], [0, null, 'stopped'])
    const batches = await hub.db.selectFrom('audit_batches').select(['chain', 'n', 'hash', 'entries']).execute()
    const heads = lines.filter(({ event }) => event === 'audit_sealed')
    assert.deepEqual(new Set(heads.map(({ hash }) => hash)), new Set(batches.map(({ hash }) => hash)))
    const sealed = batches.reduce((sum, { entries }) => sum + entries, 0)
    assert.ok(sealed > 0 && sealed < UNSEALED, `${sealed} are sealed`)
    assert.ok(lines.every((line) => line['part'] === 'hub' && line['version'] === manifest.version))
    await rm(folder, { recursive: true, force: true })
  })
})

function parse(line: string): Readonly<Record<string, unknown>> {
  return JSON.parse(line) as Readonly<Record<string, unknown>>
}
