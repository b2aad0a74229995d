import { findFreePort, type TestDialect } from '@lanyard/storage/testing'
import type Provider from 'oidc-provider'
import {
  addCatalogue,
  addOrganization,
  addPerson,
  connectTenant,
  openTestHub,
  operator,
  type TestHub,
} from '../../../testing.ts'
import type { Account } from '../../people/accounts/account.ts'
import { importAuthenticator } from '../../people/factors/import-authenticator.ts'
import { revealNextCode } from '../../people/factors/reveal-next-code.ts'
import type { DeploymentId, LinkId, OrganizationId } from '../../ids.ts'
import type { ActiveMember, Role } from '../../people/members/member.ts'
import { givePassword, PASSWORD } from '../../people/passwords/testing/give-password.ts'
import { listSigningKeys } from '../../records/signing-keys/list-signing-keys.ts'
import { startServer } from '../../server.ts'
import type { Site } from '../site.ts'
import { openVisitor, type VisitedPage, type Visitor } from './visitor.ts'

export interface Person {
  readonly account: Account
  readonly member: ActiveMember
}

/** A hub that answers over HTTP, with the catalogue and no one in it yet. */
export interface TestSite extends AsyncDisposable {
  readonly hub: TestHub
  readonly provider: Provider
  /** What its pages are made with. */
  readonly made: Site
  /** As housekeeping does every few seconds. */
  readonly followSigningKeys: () => Promise<void>
  readonly origin: string
  /** Where it takes requests, which behind a proxy is not where people find it. */
  readonly listening: { readonly host: string; readonly port: number }
  /** A browser that no one is logged in with. */
  visitor(): Visitor
  addOrganization(id: string, name: string): Promise<OrganizationId>
  /** A person who can log in. */
  addPerson(organization: OrganizationId, person: string, role?: Role): Promise<Person>
  /** Connects the master's organization to a tenant of a deployment. */
  connect(master: Person, deployment: DeploymentId, tenant: string): Promise<LinkId>
  /** A browser in which the person has logged in with password and code; it stands where that led. */
  logIn(person: Person): Promise<Visitor>
  /** The same browser gives both factors where a page asked for them; gives the page that they lead to. */
  prove(browser: Visitor, person: Person, asked: VisitedPage): Promise<VisitedPage>
}

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

export async function startTestSite(
  environment: Readonly<Record<string, string>> = {},
  database?: TestDialect,
): Promise<TestSite> {
  const port = await findFreePort()
  const origin = `http://localhost:${port}`
  const hub = await openTestHub(database, {
    running: true,
    environment: { LANYARD_LISTEN: `127.0.0.1:${port}`, LANYARD_ISSUER: origin, ...environment },
  })
  const server = await startServer(hub)
  await addCatalogue(hub)
  const visitor = (): Visitor => openVisitor(origin)
  return {
    hub,
    get provider() {
      return server.site.provider
    },
    made: server.site,
    followSigningKeys: async () => server.followSigningKeys(await listSigningKeys(hub)),
    listening: server.address,
    origin,
    visitor,
    addOrganization: (id, name) => addOrganization(hub, id, name),
    addPerson: async (organization, name, role) => {
      const person = await addPerson(hub, organization, name, role)
      await enableLogIn(hub, person.account)
      return person
    },
    connect: async ({ member }, deployment, tenant) => (await connectTenant(hub, deployment, tenant, member)).id,
    logIn: async ({ account }) => {
      const browser = visitor()
      await prove(hub, browser, account, await browser.get('/login'))
      return browser
    },
    prove: (browser, { account }, asked) => prove(hub, browser, account, asked),
    [Symbol.asyncDispose]: async () => {
      await server.close()
      await hub[Symbol.asyncDispose]()
    },
  }
}

async function prove(hub: TestHub, visitor: Visitor, account: Account, asked: VisitedPage): Promise<VisitedPage> {
  const code = await visitor.press(asked, 'Log in', { Username: account.username, Password: PASSWORD })
  const next = await revealNextCode(hub, account.id)
  return visitor.press(code, 'Verify', { 'Authentication code': next?.code ?? '' })
}

async function enableLogIn(hub: TestHub, account: Account): Promise<void> {
  await givePassword(hub, account)
  await importAuthenticator(hub, { account: account.id, secret: SECRET, by: operator })
}
