import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkImports } from './check-imports.ts'

const forbidden = [
  ['ui/src/page.ts', '@lanyard/storage', /ui imports nothing of storage/],
  ['connect/src/index.ts', '@lanyard/storage', /connect imports nothing of storage/],
  ['connect/src/index.ts', '../../hub/src/hub.ts', /connect imports nothing of hub/],
  ['hub/src/oidc/claims.ts', '@lanyard/connect', /hub imports nothing of connect/],
  ['hub/src/oidc/claims.test.ts', '@lanyard/connect', /hub imports nothing of connect/],
  ['psa/src/web/site.ts', '@lanyard/hub/src/hub.ts', /psa imports nothing of hub/],
  ['psa/src/web/site.ts', '../../../ui/src/index.ts', /by its package's name/],
  ['examples/rmm/main.ts', '@lanyard/ui', /examples\/rmm imports nothing of ui/],
  ['suite/main.ts', '@lanyard/journeys', /suite imports nothing of journeys/],
  ['journeys/steps.ts', '@lanyard/hub/src/hub.ts', /journeys imports nothing of hub/],
  ['hub/src/members/deactivate.ts', '../tenant-links/tenant-link-store.ts', /private to its folder/],
  ['hub/src/web/home/home-page.ts', '../../members/member-store.ts', /private to its folder/],
  ['hub/src/members/member.test.ts', '../accounts/account-store.ts', /private to its folder/],
  ['hub/src/members/deactivate.ts', '../web/routes.ts', /imports go one way/],
  ['hub/src/members/deactivate.ts', '../server.ts', /imports go one way/],
  ['psa/src/tenants/tenant.ts', '../open-psa.ts', /imports go one way/],
  ['hub/src/web/site.ts', '../server.ts', /imports go one way/],
  ['hub/src/server.ts', '../main.ts', /imports go one way/],
  ['hub/src/db/open.ts', '../members/member.ts', /imports go one way/],
  ['hub/src/refusal.ts', './members/member.ts', /imports go one way/],
  ['psa/src/tenants/tenant.ts', '@lanyard/ui', /ui is for web/],
] as const

const allowed = [
  ['hub/main.ts', './src/server.ts'],
  ['hub/src/server.ts', './web/site.ts'],
  ['psa/src/open-psa.ts', './sign-on/open-sign-on.ts'],
  ['hub/src/web/site.ts', '../members/member.ts'],
  ['hub/src/web/site.ts', '@lanyard/ui'],
  ['hub/src/members/deactivate.ts', '../accounts/account.ts'],
  ['hub/src/members/deactivate.ts', './member-store.ts'],
  ['hub/src/members/deactivate.ts', '../refusal.ts'],
  ['hub/src/members/deactivate.test.ts', '../web/site.ts'],
  ['hub/src/test-hub.ts', './members/invite.ts'],
  ['psa/src/sign-on/connect.ts', '@lanyard/connect/kysely'],
  ['connect/src/kysely.test.ts', '@lanyard/storage/testing'],
  ['suite/seed/hub.ts', '@lanyard/hub/src/hub.ts'],
  ['journeys/world.ts', '@lanyard/suite/src/start-parts.ts'],
  ['examples/rmm/src/app.ts', 'express'],
] as const

describe('checkImports', () => {
  for (const [path, specifier, rule] of forbidden) {
    it(`finds ${specifier} in ${path}`, () => {
      const [finding, ...others] = checkImports([{ path, text: `\nimport { a } from '${specifier}'\n` }])

      assert.ok(finding)
      assert.equal(finding.line, 2)
      assert.match(finding.rule, rule)
      assert.deepEqual(others, [])
    })
  }

  for (const [path, specifier] of allowed) {
    it(`lets ${path} import ${specifier}`, () => {
      assert.deepEqual(checkImports([{ path, text: `import { a } from '${specifier}'` }]), [])
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
      checkImports([{ path: 'psa/src/web/site.ts', text }]).map(({ line }) => line),
      [2, 3, 4, 5, 6, 7],
    )
  })

  it('lets the ground name a type of the domain, but not use its code', () => {
    const check = (text: string) => checkImports([{ path: 'hub/src/db/schema.ts', text }]).length

    assert.equal(check(`import type { Role } from '../members/member.ts'`), 0)
    assert.equal(check(`import { type Role, roles } from '../members/member.ts'`), 1)
  })
})
