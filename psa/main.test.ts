import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { silentLog } from '@lanyard/running'
import { readConfig } from './src/config.ts'
import { openPsa } from './src/open-psa.ts'
import { listTenants } from './src/tenants/find-tenant.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))

describe('the process of a deployment', () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`starts from configuration alone, seeds nothing, and stops cleanly on ${signal}`, async () => {
      const env = environment()
      const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] })
      const port = await listeningPort(child.stdout)

      const health = await fetch(`http://127.0.0.1:${port}/healthz`)
      const foreign = await fetch(`http://127.0.0.1:${port}/login`)
      child.kill(signal)
      const [code] = await once(child, 'exit')

      assert.deepEqual([health.status, foreign.status, code], [200, 421, 0])
      await using psa = await openPsa(readConfig(env), silentLog)
      assert.deepEqual(await listTenants(psa), [])
    })
  }

  it('does not start without its configuration', async () => {
    const child = spawn(process.execPath, [main], { env: {}, stdio: ['ignore', 'pipe', 'inherit'] })
    const lines = await Array.fromAsync(createInterface(child.stdout))
    const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode]

    assert.equal(code, 1)
    assert.match(lines.join('\n'), /configuration_invalid.*LANYARD_ORIGIN/)
  })
})

async function listeningPort(output: NodeJS.ReadableStream): Promise<number> {
  for await (const line of createInterface(output)) {
    const { event, port } = JSON.parse(line)
    if (event === 'listening') return port
  }
  throw new Error('The process ended before it listened.')
}

function environment(): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'psa-main-'))
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
  writeFileSync(join(folder, 'key.jwk.json'), JSON.stringify(key))
  return {
    LANYARD_LISTEN: '127.0.0.1:0',
    LANYARD_ORIGIN: 'http://localhost:5601',
    LANYARD_DEPLOYMENT: 'psa-us',
    LANYARD_DATABASE: `sqlite:${join(folder, 'psa.sqlite')}`,
    LANYARD_ISSUER: 'http://localhost:9',
    LANYARD_CLIENT_KEY: join(folder, 'key.jwk.json'),
  }
}
