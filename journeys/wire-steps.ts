import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after } from 'node:test'
import type { Page } from 'playwright-core'
import { openPlainProduct, type PlainProduct } from './plain-product.ts'
import { logInAtHub } from './steps.ts'
import { expectAlert } from './tenant-steps.ts'
import { type Account, type Company, openWorld } from './world.ts'

export interface Sides {
  readonly id?: string
  readonly tenant?: string
  readonly deployment?: string
  readonly version?: number
}

export const newId = (kind: string) => `${kind}_${randomBytes(16).toString('base64url')}`
export const linkPath = (id: string) => `/tenant-links/${id}`

/** A hub, and two products that are nothing but HTTP. */
export async function openWire() {
  const world = await openWorld({ parts: ['hub'] })
  const hub = world.origin('hub')
  const product = await openPlainProduct(world, 'psa-us')
  const elsewhere = await openPlainProduct(world, 'psa-uk')
  after(async () => {
    await product[Symbol.asyncDispose]()
    await elsewhere[Symbol.asyncDispose]()
  })

  const confirm = (id: string, by: PlainProduct = product, version = 1) =>
    by.send('PUT', linkPath(id), { body: { version, state: 'active', audit_id: newId('aud') } })
  const status = (id: string) => product.send('GET', linkPath(id))
  const end = (id: string, by: PlainProduct = product) =>
    by.send('DELETE', linkPath(id), { headers: { 'Audit-Id': newId('aud') } })
  const headOf = async () => Number((await product.send('GET', '/events?after=0')).body['head'])

  /** Asks for a link and goes with a person up to the hub's last page. */
  async function upToConfirmation(page: Page, account: Account, sides: Sides) {
    const request = await product.push(detailsOf(sides))
    await page.goto(request.url)
    await logInAtHub(page, account)
    return request
  }

  /** A master says yes; the product has the token, and has confirmed nothing yet. */
  async function approve(page: Page, { accounts }: Company, sides: Sides = {}) {
    const id = sides.id ?? newId('lnk')
    const request = await upToConfirmation(page, accounts.master, { ...sides, id })
    await page.getByRole('button', { name: 'Connect and link me' }).click()
    return { id, ...(await request.redeem()) }
  }

  async function connect(page: Page, company: Company, sides: Sides = {}) {
    const approved = await approve(page, company, sides)
    assert.equal((await confirm(approved.id)).body['state'], 'active')
    return approved
  }

  /** A person logs in at the hub, on the way to the product. */
  async function firstSignIn(page: Page, account: Account) {
    const request = await product.ask()
    await page.goto(request.url)
    await logInAtHub(page, account)
    return request.redeem()
  }

  /** A sign-in of the person to whom the browser's session at the hub belongs. */
  async function signIn(page: Page) {
    const request = await product.ask()
    await page.goto(request.url)
    return request.redeem()
  }

  /** What the hub sends back when the person leaves the page with the reason. */
  async function refusalOf(page: Page, request: { readonly answer: Promise<URL> }, code: string) {
    const { reference } = await expectAlert(page, code)
    await page.getByRole('link', { name: /^Back to/ }).click()
    const { searchParams } = await request.answer
    assert.equal(searchParams.get('error'), 'access_denied')
    assert.equal(searchParams.get('error_description'), `${code} ${reference}`)
    assert.equal(searchParams.get('iss'), hub)
  }

  return {
    world,
    hub,
    product,
    elsewhere,
    confirm,
    status,
    end,
    headOf,
    upToConfirmation,
    approve,
    connect,
    firstSignIn,
    signIn,
    refusalOf,
  }
}

/** The parameters of a linking request. */
export function detailsOf({
  id = newId('lnk'),
  tenant = newId('ten'),
  deployment = 'psa-us',
  version = 1,
}: Sides = {}) {
  const detail = {
    type: 'tenant_link',
    version,
    link_id: id,
    tenant: { id: tenant, name: 'A tenant' },
    deployment,
    user: { id: 'usr_1', name: 'Its admin' },
    audit_id: newId('aud'),
  }
  return { max_age: '0', authorization_details: JSON.stringify([detail]) }
}
