import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { authenticator } from '@lanyard/journeys/authenticator.ts'
import { eventually } from '@lanyard/storage/testing'
import { startSuite, type SuiteUnderTest } from '@lanyard/suite/testing.ts'
import { openVisitor } from '../crashes/visitor.ts'
import { keptReleases, releaseFolder } from './kept-world.ts'

const PASSWORD = 'lanyard-demo-password'
const MASTER = { username: 'master@alder.example', key: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }

for (const version of keptReleases()) {
  describe(`a product with the kit of ${version}, before this version's hub`, () => {
    it('is connected, signs people in, and hears when they log out (A1, A9, T26)', async () => {
      await using suite = await startSuite({ parts: ['hub'] })
      const accounts = [{ ...MASTER, name: 'Alder Master', role: 'master', about: '' } as const]
      await suite.seedCompany({
        organization: { id: 'alder', name: 'Alder MSP', accounts, moduleUrls: {} },
        tenants: {},
      })
      await using _ = await startProduct(version, suite)
      const [hub, product] = [suite.origin('hub'), suite.origin('psa-us')]
      const code = authenticator(MASTER.key)

      const admin = openVisitor()
      await admin.get(`${product}/log-in/usr_admin`)
      const password = await admin.post(`${product}/connect/link-tenant`)
      const second = await admin.post(password.url.href, { username: MASTER.username, password: PASSWORD })
      const connect = await admin.post(second.url.href, { code: await code() })
      const linked = await admin.post(connect.url.href, { decision: 'link_me' })
      assert.equal(
        linked.text,
        `usr_admin. PSA is connected to Alder MSP, and your PSA user is linked to ${MASTER.username}.`,
      )

      const anybody = openVisitor(admin.cookies().filter(({ pair }) => !pair.startsWith('session=')))
      assert.equal((await anybody.get(product)).text, 'nobody. ')
      assert.equal((await anybody.get(`${product}/connect/sign-in`)).text, 'usr_admin through the hub. ')

      await anybody.post(`${hub}/logout`)
      await eventually(
        'the product hears of the logout',
        async () => (await anybody.get(product)).text === 'usr_admin. ',
      )
    })
  })
}

/** The product that was kept with a kit, with that kit, and what the kit depends on from this repository's packages. */
async function startProduct(version: string, suite: SuiteUnderTest): Promise<AsyncDisposable> {
  const release = releaseFolder(version)
  const folder = await mkdtemp(join(tmpdir(), 'lanyard-kept-kit-'))
  const packages = join(folder, 'node_modules')
  const kit = join(packages, '@lanyard/connect')
  await mkdir(kit, { recursive: true })
  const tarball = join(release, `lanyard-connect-${version}.tgz`)
  execFileSync('tar', ['-xzf', tarball, '-C', kit, '--strip-components=1'])
  const { dependencies } = JSON.parse(await readFile(join(kit, 'package.json'), 'utf8')) as { dependencies: object }
  for (const name of Object.keys(dependencies)) {
    await symlink(
      fileURLToPath(new URL(`../../node_modules/${name}`, import.meta.url)),
      join(packages, name),
      'junction',
    )
  }
  await cp(join(release, 'product'), folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }))

  const { LANYARD_CLIENT_KEY: key = '', LANYARD_ORIGIN: origin = '' } = suite.environment('psa-us')
  const program = spawn(process.execPath, ['plain.ts'], {
    cwd: folder,
    env: {
      ...process.env,
      ISSUER: suite.origin('hub'),
      ORIGIN: origin,
      PORT: new URL(origin).port,
      CLIENT_KEY: await readFile(key, 'utf8'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(program, 'exit')
  const died = ended.then(() => Promise.reject(new Error('the product ended before it was ready')))
  died.catch(() => undefined)
  await Promise.race([once(program.stdout, 'data'), died])
  return {
    async [Symbol.asyncDispose]() {
      program.kill()
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}
