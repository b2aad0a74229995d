import type { TestDialect } from '@lanyard/storage/testing'
import * as client from 'openid-client'
import { operator, psaUs } from '../../../../testing.ts'
import { SECOND } from '../../../clock.ts'
import { revealNextCode } from '../../../people/factors/reveal-next-code.ts'
import type { LinkId, OrganizationId } from '../../../ids.ts'
import { addMember } from '../../../people/members/add-member.ts'
import type { Member } from '../../../people/members/member.ts'
import { nextCode } from '../../../oidc/testing/go-through-login.ts'
import { PASSWORD } from '../../../people/passwords/testing/give-password.ts'
import { openTestClient, type TestClient } from '../../../oidc/testing/test-client.ts'
import { openTestProduct, type TestProduct } from '../../../oidc/testing/test-product.ts'
import { createToken } from '../../../people/provisioning/create-token.ts'
import type { ProvisioningToken } from '../../../people/provisioning/provisioning-token.ts'
import { reportUserLink } from '../../user-links/report-user-link.ts'
import { type Person, startTestSite, type TestSite } from '../../../web/testing/start-test-site.ts'
import type { VisitedPage, Visitor } from '../../../web/testing/visitor.ts'

/**
 * A person with everything that a right gives: a master of Alder, which has another one and is connected to its PSA by this
 * person, who is linked there; a member of Birch; logged in here and there.
 */
export interface World extends AsyncDisposable {
  readonly site: TestSite
  readonly alder: OrganizationId
  readonly birch: OrganizationId
  readonly person: Person
  readonly inBirch: Member
  readonly master: Person
  readonly link: LinkId
  readonly directory: { readonly token: ProvisioningToken; readonly secret: string }
  readonly psa: TestProduct
  /** Clients outside the suite; people are asked for consent by the second one. */
  readonly wiki: TestClient
  readonly survey: TestClient
  /** The browser that is logged in, in Alder. */
  readonly browser: Visitor
  /** As the person types it by now. */
  password: string
  /** What the PSA had heard before the act. */
  heard: number
  /** Both factors, from the page that an address leads to. */
  logIn(visitor: Visitor, address: string): Promise<VisitedPage>
  /** The second factor alone. */
  giveCode(visitor: Visitor, address: string): Promise<VisitedPage>
}

export async function openWorld(database: TestDialect): Promise<World> {
  const site = await startTestSite({}, database)
  const { hub } = site
  const alder = await site.addOrganization('alder', 'Alder MSP')
  const birch = await site.addOrganization('birch', 'Birch IT')
  const person = await site.addPerson(alder, 'second', 'master')
  const master = await site.addPerson(alder, 'master', 'master')
  const inBirch = await addMember(hub, { organization: birch, account: person.account, role: 'member', by: operator })
  const link = await site.connect(person, psaUs, 'Alder')
  const linked = { link, deployment: psaUs, sub: person.account.id, revision: 1, state: 'linked' } as const
  await reportUserLink(hub, linked)
  const directory = await createToken(hub, { organization: alder, name: 'HR', by: 'operator:test' })
  const wiki = await openTestClient(site)
  const survey = await openTestClient(site, { name: 'Survey', thirdParty: true, logoutAddress: false })
  const world: World = {
    site,
    alder,
    birch,
    person,
    inBirch,
    master,
    link,
    directory,
    psa: await openTestProduct(hub, psaUs),
    wiki,
    survey,
    browser: site.visitor(),
    password: PASSWORD,
    heard: 0,
    async logIn(visitor, address) {
      const first = await visitor.get(address)
      const second = await visitor.post(first.url.href, { username: person.account.username, password: world.password })
      return world.giveCode(visitor, second.url.href)
    },
    giveCode: async (visitor, address) => visitor.post(address, { code: await codeOf(world) }),
    async [Symbol.asyncDispose]() {
      await wiki[Symbol.asyncDispose]()
      await survey[Symbol.asyncDispose]()
      await site[Symbol.asyncDispose]()
    },
  }
  const chooser = await world.logIn(world.browser, '/login')
  await world.browser.post(chooser.url.href, { organization: alder })
  // Logins are dated to the second: what is compared with one has to be of another.
  hub.pass(2 * SECOND)
  return world
}

/** A deleted account shows none any more. */
async function codeOf({ site, person }: World): Promise<string> {
  return (await revealNextCode(site.hub, person.account.id)) === null ? '000000' : nextCode(site, person)
}

/** The answer to a request that asks the person nothing. */
export async function signInSilently({ psa, browser }: World, organization: OrganizationId): Promise<VisitedPage> {
  const { url } = await psa.begin({ organization, prompt: 'none' })
  return browser.get(url.href)
}

/** Whether the tokens' owner is known by them. */
export async function opensUserinfo({ site }: World, accessToken: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${accessToken}` }
  return (await fetch(`${site.origin}/oidc/userinfo`, { headers })).status === 200
}

/** Whether what was tried at the token endpoint was granted. */
export async function isGranted(tokens: Promise<unknown>): Promise<boolean> {
  try {
    await tokens
    return true
  } catch (error) {
    if (error instanceof client.ResponseBodyError) return false
    throw error
  }
}
