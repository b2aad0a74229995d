import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { eventually } from '@lanyard/storage/testing'
import { dataFolder } from './src/data-folder.ts'
import { findFreePorts, takenPorts } from './src/free-ports.ts'
import { openRmm } from './src/open-parts.ts'
import { partEnvironment } from './src/part-environment.ts'
import { partNames } from './src/parts.ts'
import { readSettings } from './src/settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'lanyard-main-'))
after(() => rmSync(folder, { recursive: true }))
/** A test that fails leaves nothing running, or this file would never end. */
const started = new Set<ChildProcess>()
afterEach(() => {
  for (const child of started) child.kill('SIGTERM')
  started.clear()
})
const data = join(folder, 'data')
const ports = await findFreePorts()
const allPorts = partNames.map((part) => ports[part])

describe('npm start', () => {
  it('makes demo data, starts every part, says where everything is, and stops without a trace', async () => {
    const suite = start([])
    const said = await suite.says('Ctrl-C')
    for (const part of partNames) {
      const response = await fetch(`http://localhost:${ports[part]}/healthz`)
      assert.equal(response.status, 200, part)
      assert.match(said, new RegExp(`http://localhost:${ports[part]}\n`), part)
    }
    assert.match(said, /tech@dogwood\.example +member/)
    assert.match(said, /npm run code -- ACCOUNT/)

    suite.child.kill('SIGINT')
    assert.equal(await suite.exitCode, 0)
    assert.deepEqual(await takenPorts(allPorts), [])
    for (const part of partNames) {
      assert.doesNotMatch(readFileSync(join(data, 'logs', `${part}.log`), 'utf8'), /hub_does_not_answer/, part)
    }
    assert.match(readFileSync(join(data, 'logs', 'hub.log'), 'utf8'), /^\{"level":30/m)
  })

  it('starts some of the parts, and stops on SIGTERM', async () => {
    const suite = start(['--without', 'psa-uk', '--without', 'psa-apac', 'psa-us', 'psa-uk'])
    const said = await suite.says('Ctrl-C')
    assert.doesNotMatch(said, /Making demo data/)
    assert.deepEqual(await takenPorts(allPorts), [ports['psa-us']])

    suite.child.kill('SIGTERM')
    assert.equal(await suite.exitCode, 0)
  })

  it('keeps links when it moves to other ports: no address is in the data but the former ones', async () => {
    const other = await findFreePorts()
    const suite = start(['hub', 'rmm-us'], { LANYARD_PORT_BASE: String(other.hub) })
    await suite.says('Ctrl-C')

    const settings = readSettings({ LANYARD_DATA: data, LANYARD_PORT_BASE: String(other.hub) }, folder)
    await using rmm = await openRmm(partEnvironment('rmm-us', settings, dataFolder(data)))
    const issuers = () => rmm.db.selectFrom('connect_tenant_links').select('issuer').execute()
    await eventually('every product knows the new issuer', async () =>
      (await issuers()).every(({ issuer }) => issuer === `http://localhost:${other.hub}`),
    )
    assert.equal((await issuers()).length, 1)
    suite.child.kill('SIGINT')
    assert.equal(await suite.exitCode, 0)
  })

  it('goes on when a part dies, and says which one, how, and its last lines', async () => {
    const suite = start(['psa-us', 'rmm-us'])
    await suite.says('Ctrl-C')
    process.kill(pidOf(suite.child, 'psa'), 'SIGKILL')

    assert.match(await suite.says('Start it again'), /psa-us stopped by itself \(signal SIGKILL\)/)
    assert.equal((await fetch(`http://localhost:${ports['rmm-us']}/healthz`)).status, 200)
    suite.child.kill('SIGINT')
    assert.equal(await suite.exitCode, 0)
  })

  it('takes its parts along even when it is killed', async () => {
    const suite = start(['rmm-us'])
    await suite.says('Ctrl-C')
    suite.child.kill('SIGKILL')
    await suite.exitCode

    await eventually('every port is free', async () => (await takenPorts(allPorts)).length === 0)
  })

  it('says which port is taken', async () => {
    const server = createServer().listen(ports['psa-uk'], '127.0.0.1')
    await once(server, 'listening')
    const suite = start([])
    assert.equal(await suite.exitCode, 1)
    assert.match(suite.output(), new RegExp(`Port ${ports['psa-uk']} is taken`))
    server.close()
  })

  it('refuses to be called wrongly, in production, and beyond loopback', async () => {
    const cases = [
      { args: ['pas-us'], code: 2, says: /There is no part pas-us/ },
      { args: ['--with', 'hub'], code: 2, says: /--with/ },
      { args: ['hub', '--without', 'hub'], code: 2, says: /no part to start/ },
      { environment: { NODE_ENV: 'production' }, code: 1, says: /does not start in production/ },
      { environment: { LANYARD_LISTEN: '0.0.0.0:4000' }, code: 1, says: /0\.0\.0\.0:4000 is not on loopback/ },
      {
        environment: { LANYARD_PORT_BASE: '80' },
        code: 1,
        says: /LANYARD_PORT_BASE: "80" is no whole number from 1024 to/,
      },
      {
        environment: { LANYARD_PORT_BASE: '5900' },
        code: 1,
        says: /LANYARD_PORT_BASE: "5900" would put a part on port 6000/,
      },
    ]
    for (const { args = [], environment = {}, code, says } of cases) {
      const untouched = join(folder, 'untouched')
      const suite = start(args, { LANYARD_DATA: untouched, ...environment })
      assert.equal(await suite.exitCode, code, String(says))
      assert.match(suite.output(), says)
      assert.equal(existsSync(untouched), false)
    }
  })
})

describe('npm run dev', () => {
  it('runs one part, starts it again when a file of it changes, and stops it', async () => {
    const dev = start(['rmm-us'], {}, 'dev.ts')
    const file = fileURLToPath(import.meta.resolve('@lanyard/example-rmm/main.ts'))
    const touch = () => utimesSync(file, new Date(), new Date())
    const isUp = () => dev.output().split('"event":"listening"').length - 1
    await eventually('rmm-us is up', () => isUp() === 1)
    assert.match(dev.output(), /below examples\/rmm, connect, forms, guard, /)

    touch()
    await eventually('rmm-us is up again', () => isUp() === 2)
    assert.match(dev.output(), /examples\/rmm\/main\.ts changed/)

    process.kill(pidOf(dev.child, 'rmm'), 'SIGKILL')
    await dev.says('rmm-us stopped by itself')
    touch()
    await eventually('rmm-us is up for the third time', () => isUp() === 3)

    dev.child.kill('SIGINT')
    assert.equal(await dev.exitCode, 0)
    assert.deepEqual(await takenPorts(allPorts), [])
  })

  it('takes one part', async () => {
    for (const args of [[], ['hub', 'rmm-us'], ['pas-us']]) {
      const dev = start(args, { LANYARD_DATA: join(folder, 'untouched') }, 'dev.ts')
      assert.equal(await dev.exitCode, 2)
      assert.match(dev.output(), /npm run dev PART|There is no part/)
    }
  })
})

function start(args: readonly string[], environment: Readonly<Record<string, string>> = {}, file = 'main.ts') {
  const main = fileURLToPath(new URL(file, import.meta.url))
  const env = { ...process.env, LANYARD_DATA: data, LANYARD_PORT_BASE: String(ports.hub), ...environment }
  const child = spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  started.add(child)
  let output = ''
  child.stdout.on('data', (chunk) => (output += String(chunk)))
  child.stderr.on('data', (chunk) => (output += String(chunk)))
  return {
    child,
    output: () => output,
    exitCode: once(child, 'close').then(([code]): number | null => code),
    async says(text: string): Promise<string> {
      await eventually(`the suite says ${text}`, () => output.includes(text) || child.exitCode !== null)
      assert.ok(output.includes(text), output)
      return output
    },
  }
}

/** The process of a part, among the suite's children. */
function pidOf(suite: ChildProcess, folderOfPart: string): number {
  const children = readFileSync(`/proc/${suite.pid}/task/${suite.pid}/children`, 'utf8').trim().split(' ').map(Number)
  const found = children.find((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`/${folderOfPart}/main.ts`),
  )
  assert.ok(found !== undefined)
  return found
}
