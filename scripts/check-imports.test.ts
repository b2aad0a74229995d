import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { checkImports } from './check-imports.ts'
import { PARTS, readPackages } from './imports/parts.ts'
import { listWorkspaces } from './source-files.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const packages = readPackages(root)

const forbidden = [
  ['ui/src/page.ts', '@lanyard/storage', /ui imports nothing of storage/],
  ['connect/src/index.ts', '@lanyard/storage', /connect imports nothing of storage/],
  ['connect/src/index.ts', '../../hub/src/hub.ts', /connect imports nothing of hub/],
  ['hub/src/oidc/claims.ts', '@lanyard/connect', /hub imports nothing of connect/],
  ['hub/src/oidc/claims.test.ts', '@lanyard/connect', /hub imports nothing of connect/],
  ['psa/src/web/site.ts', '@lanyard/hub/src/hub.ts', /psa imports nothing of hub/],
  ['psa/src/web/site.ts', '../../../ui/src/index.ts', /by its package's name/],
  ['examples/rmm/main.ts', '@lanyard/ui', /examples\/rmm imports nothing of ui/],
  ['psa/src/web/site.ts', '@lanyard/ui/testing', /only tests have/],
  ['suite/main.ts', '@lanyard/journeys', /suite imports nothing of journeys/],
  ['journeys/steps.ts', '@lanyard/hub/src/hub.ts', /journeys imports nothing of hub/],
  ['hub/src/people/members/deactivate.ts', '../accounts/account-store.ts', /private to its folder/],
  ['hub/src/web/home/home-page.ts', '../../people/members/member-store.ts', /private to its folder/],
  ['hub/src/people/members/member.test.ts', '../accounts/account-store.ts', /private to its folder/],
  ['hub/src/people/members/deactivate.ts', '../../web/routes.ts', /"people" does not import "faces"/],
  ['hub/src/people/members/deactivate.ts', '../../server.ts', /"people" does not import "server"/],
  ['hub/src/people/members/list.ts', '../../connections/tenant-links/find.ts', /does not import "connections"/],
  ['hub/src/delivery/event-log/events.ts', '../../people/members/member.ts', /does not import "people"/],
  ['hub/src/catalogue/modules/module.ts', '../../delivery/event-log/events.ts', /does not import "delivery"/],
  ['hub/src/records/notices/send.ts', '../../messages/en/mails.ts', /"records" does not import "faces"/],
  ['hub/src/records/audit/record.ts', '../../catalogue/modules/module.ts', /does not import "catalogue"/],
  ['hub/src/people/members/member.ts', '@lanyard/ui', /ui is for web/],
  ['psa/src/tenants/tenant.ts', '../open-psa.ts', /imports go one way/],
  ['hub/src/web/site.ts', '../server.ts', /"faces" does not import "server"/],
  ['hub/src/server.ts', '../main.ts', /"server" does not import "main"/],
  ['hub/src/db/open.ts', '../people/members/member.ts', /"ground" does not import "people"/],
  ['hub/src/refusal.ts', './people/members/member.ts', /"ground" does not import "people"/],
  ['psa/src/web/site.ts', '../server.ts', /imports go one way/],
  ['psa/src/tenants/tenant.ts', '@lanyard/ui', /ui is for web/],
  ['examples/rmm/src/app.ts', '@lanyard/ui/testing', /examples\/rmm imports nothing of ui/],
  ['examples/rmm/src/app.test.ts', '@lanyard/ui', /examples\/rmm imports nothing of ui/],
] as const

const allowed = [
  ['hub/main.ts', './src/server.ts'],
  ['hub/src/server.ts', './web/site.ts'],
  ['psa/src/open-psa.ts', './sign-on/open-sign-on.ts'],
  ['hub/src/web/site.ts', '../people/members/member.ts'],
  ['hub/src/messages/en/mails.ts', '../../records/notices/notice.ts'],
  ['hub/src/connections/rights/remove.ts', '../../people/members/member.ts'],
  ['hub/src/web/site.ts', '@lanyard/ui'],
  ['hub/src/people/members/deactivate.ts', '../accounts/account.ts'],
  ['hub/src/people/members/deactivate.ts', './member-store.ts'],
  ['hub/src/people/members/deactivate.ts', '../../refusal.ts'],
  ['hub/src/people/members/deactivate.test.ts', '../../web/site.ts'],
  ['hub/src/test-hub.ts', './people/members/invite.ts'],
  ['psa/src/sign-on/connect.ts', '@lanyard/connect/kysely'],
  ['connect/src/kysely.test.ts', '@lanyard/storage/testing'],
  ['connect/src/create-connect.ts', './ceremonies/choice.ts'],
  ['connect/src/ceremonies/outcome.ts', '../tenant-links/end-link.ts'],
  ['connect/src/kit.ts', './hub/relying-party.ts'],
  ['connect/src/testing/jwt.ts', '../handle-request.ts'],
  ['suite/seed/hub.ts', '@lanyard/hub/src/hub.ts'],
  ['journeys/world.ts', '@lanyard/suite/src/start-parts.ts'],
  ['examples/rmm/src/app.ts', 'express'],
  ['examples/rmm/src/app.test.ts', '@lanyard/ui/testing'],
  ['connect/test/log-out.test.ts', '@lanyard/ui/testing'],
] as const

describe('checkImports', () => {
  for (const [path, specifier, rule] of forbidden) {
    it(`finds ${specifier} in ${path}`, () => {
      const [finding, ...others] = checkImports([{ path, text: `\nimport { a } from '${specifier}'\n` }], packages)

      assert.ok(finding)
      assert.equal(finding.line, 2)
      assert.match(finding.rule, rule)
      assert.deepEqual(others, [])
    })
  }

  for (const [path, specifier] of allowed) {
    it(`lets ${path} import ${specifier}`, () => {
      assert.deepEqual(checkImports([{ path, text: `import { a } from '${specifier}'` }], packages), [])
    })
  }

  it('sees every form of import', () => {
    const text = `
      import type { A } from '@lanyard/hub/src/a.ts'
      export { b } from '@lanyard/hub/src/b.ts'
      export * from '@lanyard/hub/src/c.ts'
      const d = import('@lanyard/hub/src/d.ts')
      type E = import('@lanyard/hub/src/e.ts').E
      import '@lanyard/hub/src/f.ts'`

    assert.deepEqual(
      checkImports([{ path: 'psa/src/web/site.ts', text }], packages).map(({ line }) => line),
      [2, 3, 4, 5, 6, 7],
    )
  })

  it("lets the ground of the PSA name a type of the domain, but not use its code, and the hub's do neither", () => {
    const check = (part: string, text: string) =>
      checkImports([{ path: `${part}/src/schema.ts`, text }], packages).length

    assert.equal(check('psa', `import type { Role } from './people/member.ts'`), 0)
    assert.equal(check('psa', `import { type Role, roles } from './people/member.ts'`), 1)
    assert.equal(check('hub', `import type { Role } from './people/members/member.ts'`), 1)
  })

  it('finds a folder of the hub that is in no wing', () => {
    const [finding, ...others] = checkImports([{ path: 'hub/src/members/member.ts', text: '' }], packages)

    assert.match(finding?.rule ?? '', /^hub\/src\/members is in no wing/)
    assert.deepEqual(others, [])
  })

  it('finds a folder of the kit that has no place', () => {
    const [finding, ...others] = checkImports([{ path: 'connect/src/links/link.ts', text: '' }], packages)

    assert.match(finding?.rule ?? '', /^connect\/src\/links has no place, or name it in/)
    assert.deepEqual(others, [])
  })

  it('says of every workspace, and of scripts, what it may import', () => {
    assert.deepEqual(Object.keys(PARTS).toSorted(), [...listWorkspaces(root), 'scripts'].toSorted())
    const unknown = new Map([['@lanyard/new', { folder: 'new', exports: {} }]])
    assert.deepEqual(checkImports([], unknown), [
      { path: 'package.json', line: 1, rule: 'say in scripts/imports/parts.ts what new may import' },
    ])
  })
})

describe('circles of files', () => {
  const circle = [
    { path: 'psa/src/a/a.ts', text: `\nimport type { B } from './b.ts'` },
    { path: 'psa/src/a/b.ts', text: `import { c } from '../c/c.ts'` },
    { path: 'psa/src/c/c.ts', text: `import { d } from './d.ts'\nexport * from '../a/a.ts'` },
    { path: 'psa/src/c/d.ts', text: '' },
    { path: 'psa/src/a/a.test.ts', text: `import { a } from './a.ts'` },
  ]

  it('are found with their way round, of types too', () => {
    const [finding, ofFolders, ...others] = checkImports(circle, packages)

    assert.match(ofFolders?.rule ?? '', /^a circle of folders/)
    assert.deepEqual([finding?.path, finding?.line], ['psa/src/a/a.ts', 2])
    assert.match(finding?.rule ?? '', /a\/a\.ts → psa\/src\/a\/b\.ts → psa\/src\/c\/c\.ts → psa\/src\/a\/a\.ts\. Put/)
    assert.deepEqual(others, [])
  })

  it('are found through the entries of packages, and of a file with itself', () => {
    const own = { path: 'ui/src/page.ts', text: `export { a } from './page.ts'` }
    const entry = { path: 'storage/src/testing/index.ts', text: `export { b } from './b.ts'` }
    const b = { path: 'storage/src/testing/b.ts', text: `import { a } from '@lanyard/storage/testing'` }

    assert.deepEqual(
      checkImports([own, entry, b], packages).map(({ path }) => path),
      ['ui/src/page.ts', 'storage/src/testing/b.ts'],
    )
  })
})

describe('circles of folders', () => {
  const members = { path: 'hub/src/people/members/member.ts', text: `import { a } from '../accounts/account.ts'` }
  const accounts = { path: 'hub/src/people/accounts/account.ts', text: '' }
  const listed = { path: 'hub/src/people/accounts/list.ts', text: `\nimport type { M } from '../members/role.ts'` }
  const role = { path: 'hub/src/people/members/role.ts', text: '' }

  it('are found though no file is in one, with a file for each step and the way out', () => {
    const [finding, ...others] = checkImports([members, accounts, listed, role], packages)

    assert.deepEqual([finding?.path, finding?.line], ['hub/src/people/accounts/list.ts', 2])
    assert.match(
      finding?.rule ?? '',
      /accounts → hub\/src\/people\/members \(list\.ts\) → hub\/src\/people\/accounts \(member\.ts\)\. Move/,
    )
    assert.deepEqual(others, [])
  })

  it('are none where only a test goes the other way, or the folder above', () => {
    const test = { ...listed, path: 'hub/src/people/accounts/list.test.ts' }
    const page = { path: 'hub/src/web/page.ts', text: `import { a } from './members/list.ts'` }
    const list = { path: 'hub/src/web/members/list.ts', text: `import { a } from '../site.ts'` }
    const site = { path: 'hub/src/web/site.ts', text: '' }

    assert.deepEqual(checkImports([members, accounts, test, role, page, list, site], packages), [])
  })

  it('are found in every part, at any depth', () => {
    const one = { path: 'suite/src/a/b/one.ts', text: `import { a } from '../c/two.ts'` }
    const two = { path: 'suite/src/a/c/two.ts', text: '' }
    const three = { path: 'suite/src/a/c/three.ts', text: `import { a } from '../b/four.ts'` }
    const four = { path: 'suite/src/a/b/four.ts', text: '' }

    assert.deepEqual(
      checkImports([one, two, three, four], packages).map(({ path }) => path),
      ['suite/src/a/b/one.ts'],
    )
  })
})
