import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { buildPackage } from '../scripts/build-package.ts'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { findExamples } from './find-examples.ts'
import { newKeyPair, openHubDouble } from './hub-double.ts'
import { type Folder, node, npm, openFolder, openProject, startConsumer } from './project.ts'
import { openFront } from './test-product.ts'

interface Packed {
  readonly filename: string
  readonly files: readonly { readonly path: string }[]
}

describe('the package as others get it', () => {
  let folder: Folder
  let tarball: string
  let paths: readonly string[]

  before(async () => {
    folder = await openFolder()
    const built = join(folder.path, 'package')
    buildPackage(built)
    const [packed] = JSON.parse(await npm(folder.path, 'pack', built, '--json')) as Packed[]
    assert.ok(packed)
    tarball = join(folder.path, packed.filename)
    paths = packed.files.map(({ path }) => path)
  })
  after(() => folder[Symbol.asyncDispose]())

  it('holds compiled modules, their types, migrations, README and licence, and nothing else', () => {
    const known = /^(package\.json|README\.md|LICENSE|migrations\/[\w-]+\.sql|lib\/[\w/-]+(\.d\.ts|\.js))$/
    assert.deepEqual(
      paths.filter((path) => !known.test(path)),
      [],
    )
    for (const path of ['README.md', 'LICENSE', 'migrations/0001-tables.sql', 'lib/index.js', 'lib/index.d.ts']) {
      assert.ok(paths.includes(path), path)
    }
    assert.deepEqual(
      paths.filter((path) => path.includes('.test.')),
      [],
    )
  })

  it('has a manifest that package managers and bundlers understand', async () => {
    const content = await readFile(tarball)
    const { messages } = await publint({ pack: { tarball: Uint8Array.from(content).buffer }, strict: true })
    assert.deepEqual(messages, [])
  })

  it('gives its types to every kind of project that can use its modules', async () => {
    const result = await checkPackage(createPackageFromTarballData(await readFile(tarball)))
    assert.ok(result.types, 'no types at all')
    // It is of modules alone: resolution from before `exports`, and `require` of old, are not for it.
    const past = ['node10', 'node16-cjs']
    const problems = result.problems.filter(
      (problem) => !('resolutionKind' in problem && past.includes(problem.resolutionKind)),
    )
    assert.deepEqual(problems, [])
    assert.ok(Object.keys(result.entrypoints).includes('./testing'))
  })

  for (const [name, what, packages] of [
    ['express', 'an Express project', ['express']],
    ['hono', 'a Hono project', ['hono', '@hono/node-server']],
    ['plain', 'a project of plain Node', []],
  ] as const) {
    it(`installed into ${what}, links a company and signs in through the hub`, async () => {
      const keys = newKeyPair('psa-us')
      await using front = await openFront()
      const redirectUri = `${front.origin}/connect/callback`
      await using hub = await openHubDouble([{ id: 'psa-us', redirectUri, publicKey: keys.publicKey }])
      hub.ledger.organizations.set('alder', { name: 'Alder MSP', moduleUrl: null })
      const memberships = new Map([['alder', { role: 'master', active: true, epoch: 1 } as const]])
      hub.ledger.accounts.set('acc_master', { sub: 'acc_master', username: 'master@alder.example', memberships })
      await using project = await openProject(tarball, packages)
      const environment = { ISSUER: hub.issuer, CLIENT_KEY: JSON.stringify(keys.privateKey) }
      await using _ = await startConsumer(project, name, front, environment)

      const admin = openBrowser()
      await admin.open(`${front.origin}/log-in/usr_admin`)
      hub.person = { sub: 'acc_master', organization: 'alder', does: 'connect and link me' }
      const linked = await admin.post(`${front.origin}/connect/link-tenant`)
      assert.equal(
        linked.text,
        'usr_admin. PSA is connected to Alder MSP, and your PSA user is linked to master@alder.example.',
      )

      const anybody = openBrowser()
      assert.equal((await anybody.open(front.origin)).text, 'nobody. ')
      const signedIn = await anybody.open(`${front.origin}/connect/sign-in`)
      assert.equal(signedIn.text, 'usr_admin through the hub. ')
    })
  }

  it('keeps the examples of its documentation: they compile and run against it', async () => {
    const examples = findExamples(fileURLToPath(new URL('../src', import.meta.url)))
    const named = new Set(examples.map(({ name }) => name))
    const entries = ['index', 'kysely', 'memory', 'express', 'testing/index'].map(
      (entry) => import(`../src/${entry}.ts`),
    )
    const exported = (await Promise.all(entries)).flatMap((entry: object) => Object.keys(entry))
    assert.deepEqual(
      exported.filter((name) => !named.has(name)),
      [],
      'each has an example',
    )

    await using project = await openProject(tarball, ['kysely'])
    const files = examples.map(({ name }) => `${name}.example.ts`)
    for (const { name, text } of examples) {
      const module = `import assert from 'node:assert/strict'\n${text}\n`
      await writeFile(join(project.path, `${name}.example.ts`), module)
    }
    await checkTypes(project, files)
    const all = files.map((file) => `await import('./${file}')\n`)
    await writeFile(join(project.path, 'all.js'), all.join(''))
    await node(project.path, 'all.js')
  })
})

/** As a strict stranger's compiler does, the kit's own declarations included. */
async function checkTypes({ path }: Folder, files: readonly string[]): Promise<void> {
  const { resolve } = createRequire(import.meta.url)
  const tsc = join(dirname(resolve('typescript/package.json')), 'bin/tsc')
  const types = dirname(dirname(resolve('@types/node/package.json')))
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2024',
    strict: true,
    noEmit: true,
    exactOptionalPropertyTypes: true,
    types: ['node'],
    typeRoots: [types],
  }
  await writeFile(join(path, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
  await node(path, tsc, '-p', '.')
}
