import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { linkSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { describe, it } from 'node:test'
import { type AddressInfo, createServer } from 'node:net'
import type { Kysely } from 'kysely'
import { openDatabase } from '../open-database.ts'
import { StorageError } from '../storage-error.ts'
import { databases } from '../testing/index.ts'
import { isSameFile } from './is-same-file.ts'
import { findOwner, moveDatabase } from './move-database.ts'
import { openPartDatabase } from './open-part-database.ts'
import type { OwnDatabase, Owner } from './owner.ts'

interface Schema {
  links: { issuer: string }
  more: { id: string }
}

const hub = 'https://id.example'
const us: Owner = { part: 'psa', deployment: 'psa-us', issuer: hub }
const uk: Owner = { ...us, deployment: 'psa-uk' }
const DIE_AFTER_CLAIM = fileURLToPath(new URL('die-after-claim.ts', import.meta.url))
const links = { name: '0001', sql: 'create table links (issuer text not null)' }
const more = { name: '0002', sql: 'create table more (id text primary key)' }

function of(owner: Owner, location: string, request: Partial<OwnDatabase<Schema>> = {}): OwnDatabase<Schema> {
  const sources = [{ name: owner.part, migrations: [links] }]
  return { variable: 'LANYARD_DATABASE', location, owner, formerIssuers: [], sources, ...request }
}

/** Opens, and closes again, as a process does that is stopped. */
async function start(own: OwnDatabase<Schema>): Promise<void> {
  await (await openPartDatabase(own)).close()
}

const refused = (code: string, words: RegExp) => (error: unknown) =>
  error instanceof StorageError && error.code === code && words.test(error.message)

for (const { name, open } of databases) {
  describe(`whose a database is, on ${name}`, () => {
    it('opens for whom it was first opened, and for no other deployment (FE5)', async () => {
      await using empty = await open<Schema>([])
      const { location } = empty
      await start(of(us, location))
      const newer = { sources: [{ name: 'psa', migrations: [links, more] }] }

      await assert.rejects(
        start(of(uk, location, newer)),
        refused(
          'database_of_another',
          /^LANYARD_DATABASE: .*psa deployment psa-us .*the configuration says psa deployment psa-uk .* changed\. Use the/,
        ),
      )

      await assert.rejects(empty.db.selectFrom('more').selectAll().execute(), 'nothing was migrated')
      await start(of(us, location, newer))
      assert.deepEqual(await empty.db.selectFrom('more').selectAll().execute(), [])
    })

    it('takes a renamed hub for the same one where the configuration names its former issuer (FE5)', async () => {
      await using empty = await open<Schema>([])
      const { location } = empty
      await start(of(us, location))
      const renamed = { ...us, issuer: 'https://login.example' }

      await assert.rejects(start(of(renamed, location)), refused('database_of_another', /LANYARD_FORMER_ISSUERS/))
      await start(of(renamed, location, { formerIssuers: ['urn:x', hub] }))

      await start(of(renamed, location))
      assert.equal((await findOwner(empty, of(us, location)))?.issuer, renamed.issuer)
      await assert.rejects(start(of(us, location)), refused('database_of_another', /login\.example/))
    })

    it('refuses a second part on the database of another (FE5)', async () => {
      await using empty = await open<Schema>([])
      const { location } = empty
      await start(of(us, location))
      const rmm = { part: 'rmm', deployment: 'rmm-us', issuer: hub }

      await assert.rejects(start(of(rmm, location)), refused('database_shared', /tables of another part \(psa\)/))
      await assert.rejects(start(of({ ...rmm, part: 'hub', deployment: null }, location)), StorageError)
    })

    it('lets two nodes start at once on an empty database, and of two deployments one (FE5)', async () => {
      await using empty = await open<Schema>([])
      const { location } = empty

      await Promise.all([start(of(us, location)), start(of(us, location)), start(of(us, location))])

      await using fresh = await open<Schema>([])
      const both = await Promise.allSettled([start(of(us, fresh.location)), start(of(uk, fresh.location))])
      assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
    })

    it('takes over a database of the version before by what it holds (FE5)', async () => {
      const sources = [{ name: 'psa', migrations: [links] }]
      await using older = await open<Schema>(sources)
      const { location } = older
      const earlier = {
        source: 'psa',
        findIssuers: async (db: Kysely<Schema>) =>
          (await db.selectFrom('links').select('issuer').distinct().execute()).map(({ issuer }) => issuer),
      }
      await older.db.insertInto('links').values({ issuer: 'https://other.example' }).execute()

      await assert.rejects(
        start(of(us, location, { earlier })),
        refused('database_of_another', /belongs to psa deployment psa-us of the hub https:\/\/other\.example/),
      )
      await assert.rejects(start(of({ ...us, part: 'rmm' }, location)), refused('database_shared', /psa/))
      assert.equal(await findOwner(older, of(us, location)), null)

      await start(of(us, location, { earlier, formerIssuers: ['https://other.example'] }))
      assert.deepEqual({ ...(await findOwner(older, of(us, location))), n: 0 }, { ...us, source: 'psa', n: 0 })
    })

    it('starts after a start that died between writing the owner and making its tables (FE5)', async () => {
      await using empty = await open<Schema>([])
      const broken = { name: '0001', sql: 'create table links (issuer text not null); nonsense' }
      await assert.rejects(start(of(us, empty.location, { sources: [{ name: 'psa', migrations: [broken] }] })))

      await assert.rejects(start(of(uk, empty.location)), refused('database_of_another', /psa-us/))
      await start(of(us, empty.location))
    })

    it('starts after a start that was killed between writing the owner and making its tables (FE5)', async () => {
      await using empty = await open<Schema>([])
      const child = spawn(process.execPath, [DIE_AFTER_CLAIM, empty.location], { stdio: 'inherit' })
      assert.deepEqual(await once(child, 'exit'), [null, 'SIGKILL'])

      assert.deepEqual(await findOwner(empty, of(us, empty.location)).then((found) => found?.deployment), 'psa-us')
      await assert.rejects(start(of(uk, empty.location)), refused('database_of_another', /psa-us/))
      await start(of(us, empty.location))
      assert.deepEqual(await empty.db.selectFrom('links').selectAll().execute(), [])
    })

    it('holds both databases of a hub where it is a server, the ledger first (FE5)', async () => {
      const owner: Owner = { part: 'hub', deployment: null, issuer: hub }
      const half = (own: string, other: string, first: 'this' | 'other', location: string) =>
        of(owner, location, {
          sources: [{ name: own, migrations: [{ name: '1', sql: `create table ${own}_t (id text)` }] }],
          beside: { source: other, first },
        })
      const ledger = (location: string) => half('ledger', 'short', 'this', location)
      const short = (location: string) => half('short', 'ledger', 'other', location)
      await using one = await open<Schema>([])
      await using other = await open<Schema>([])
      await start(ledger(one.location))
      await start(short(other.location))

      await assert.rejects(start(ledger(other.location)), refused('database_shared', /made for short alone/))
      if (name === 'PostgreSQL') await start(short(one.location))
      else await assert.rejects(start(short(one.location)), refused('database_shared', /one SQLite file/))
      await start(ledger(one.location))
    })

    it('moves on purpose, from whom it was found with, once (FE5)', async () => {
      await using database = await open<Schema>([])
      const { location } = database
      await start(of(us, location))
      const move = (own: OwnDatabase<Schema>, from: string, prepare?: (db: Kysely<Schema>) => Promise<void>) =>
        moveDatabase(database, own, { from, by: 'operator:test', ...(prepare && { prepare }) })

      await assert.rejects(
        move(of(uk, location), 'psa-apac@https://id.example'),
        refused('database_of_another', /\(psa-us@/),
      )
      await assert.rejects(move(of({ ...us, part: 'rmm' }, location), 'psa-us@https://id.example'), StorageError)
      const hindered = move(of(uk, location), 'psa-us@https://id.example', async () => assert.fail('links are held'))
      await assert.rejects(hindered, /links are held/)
      await start(of(us, location))

      assert.equal(await move(of(uk, location), 'psa-us@https://id.example'), true)
      assert.equal(await move(of(uk, location), 'psa-us@https://id.example'), false)
      await start(of(uk, location))
      await assert.rejects(start(of(us, location)), StorageError)
    })
  })
}

describe('a database that does not open', () => {
  it('says why, by the name of the variable, and no password (FR8)', async () => {
    const { open } = databases.find(({ name }) => name === 'PostgreSQL') ?? assert.fail()
    await using server = await open<Schema>([])
    const at = (change: (url: URL) => void) => {
      const url = new URL(server.location)
      change(url)
      return start(of(us, url.href))
    }

    const refusal = refused('database_unavailable', /^LANYARD_DATABASE: the server .* has no database "nothing"$/)
    await assert.rejects(
      at((url) => (url.pathname = 'nothing')),
      refusal,
    )
    await assert.rejects(
      at((url) => (url.port = '1')),
      refused('database_unavailable', /nothing listens there/),
    )
    const wrong = await refusesPasswords()
    try {
      await assert.rejects(start(of(us, `postgres://guest:sesame@127.0.0.1:${wrong.port}/x`)), (error: unknown) => {
        assert.ok(error instanceof StorageError && error.code === 'database_unavailable', String(error))
        assert.match(error.message, /refuses user "guest" or the password/)
        return !error.message.includes('sesame')
      })
    } finally {
      wrong.server.close()
    }
  })

  it('says of a file what is wrong with it (FR8)', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lanyard-test-'))
    writeFileSync(
      join(folder, 'text'),
      'no database, but a text that is long enough to be read as a header of one, '.repeat(9),
      { mode: 0o644 },
    )
    try {
      await assert.rejects(
        start(of(us, `sqlite:${folder}/text`)),
        refused('database_unavailable', /\/text is no SQLite database/),
      )
      assert.equal(statSync(join(folder, 'text')).mode & 0o777, 0o644, 'the mode of a file that is not ours')
      await assert.rejects(
        start(of(us, `sqlite:${folder}/text/x`)),
        refused('database_unavailable', /a folder on the way is a file/),
      )
      await assert.rejects(
        start(of(us, `sqlite:${folder}`)),
        refused('database_unavailable', /cannot be opened: it is a folder/),
      )
      await assert.rejects(
        start(of(us, 'sqlite:/proc/new/x.sqlite')),
        refused('database_unavailable', /^LANYARD_DATABASE: the file \/proc\/new\/x\.sqlite cannot be opened: /),
      )
      await assert.rejects(
        start(of(us, 'postgres:/x')),
        refused('location_unknown', /^LANYARD_DATABASE: "postgres:" is not/),
      )
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

/** A server that answers as PostgreSQL does to a wrong password; the tests' own takes every one. */
async function refusesPasswords() {
  const fields = Buffer.from('SFATAL\0C28P01\0Mpassword authentication failed\0\0')
  const head = Buffer.from('E\0\0\0\0')
  head.writeInt32BE(fields.length + 4, 1)
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.end(Buffer.concat([head, fields])))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return { server, port: (server.address() as AddressInfo).port }
}

describe('isSameFile', () => {
  it('sees one file behind two spellings and links (FR8)', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lanyard-test-'))
    try {
      await (await openDatabase(`sqlite:${folder}/a.sqlite`)).close()
      symlinkSync(folder, `${folder}/again`)
      symlinkSync('a.sqlite', `${folder}/b.sqlite`)
      linkSync(`${folder}/a.sqlite`, `${folder}/c.sqlite`)
      for (const other of [
        './a.sqlite',
        '../' + folder.split('/').at(-1) + '/a.sqlite',
        'again/a.sqlite',
        'b.sqlite',
        'c.sqlite',
      ]) {
        assert.equal(isSameFile(`sqlite:${folder}/a.sqlite`, `sqlite:${folder}/${other}`), true, other)
      }
      assert.equal(isSameFile(`sqlite:${folder}/new.sqlite`, `sqlite:${folder}/again/new.sqlite`), true)
      assert.equal(isSameFile(`sqlite:${folder}/a.sqlite`, `sqlite:${folder}/new.sqlite`), false)
      assert.equal(isSameFile('postgres://x/y', 'postgres://x/y'), false)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
