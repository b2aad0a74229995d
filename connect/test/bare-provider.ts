import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readPage } from '@lanyard/ui/testing'
import { Provider } from 'oidc-provider'
import type { Browser, Page } from '../src/testing/hostile-browser.ts'

export interface Account {
  readonly tid?: string
  readonly tenant_name?: string
  readonly roles?: readonly string[]
  readonly email?: string
}

/** A certified provider as it comes, with its own pages for login and consent, and nothing of tenant linking. */
export interface BareProvider extends AsyncDisposable {
  readonly issuer: string
  /** What it knows of people, by the name they log in with, which is their `sub`. */
  readonly accounts: Map<string, Account>
  goAway(): void
  /** Signs a JWT with the provider's own key, as given. */
  sign(type: string | undefined, claims: object): string
  /** A person fills in its pages until the browser is led away. */
  logIn(browser: Browser, page: Page, name: string, options?: { readonly until?: RegExp }): Promise<Page>
}

/** No login has more pages. */
const MOST_PAGES = 4

export async function openBareProvider(client: {
  readonly id: string
  readonly secret: string
  readonly redirectUri: string
}): Promise<BareProvider> {
  const server = createServer((request, response) => {
    response.shouldKeepAlive = false
    if (isAway) response.destroy()
    else void callback(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const accounts = new Map<string, Account>()
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const callback = createProvider(issuer, accounts, client, privateKey).callback()
  let isAway = false

  return {
    issuer,
    accounts,
    goAway: () => void (isAway = true),
    sign(typ, claims) {
      const parts = [{ alg: 'RS256', kid: 'rsa', typ }, claims]
      const content = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
      return `${content}.${sign('sha256', Buffer.from(content), privateKey).toString('base64url')}`
    },
    async logIn(browser, start, name, options) {
      let page = start
      for (let count = 0; page.url.origin === issuer && count < MOST_PAGES; count++) {
        const form: Record<string, string> =
          readPage(page.text).headings('Sign-in').length > 0
            ? { prompt: 'login', login: name, password: 'any' }
            : { prompt: 'consent' }
        page = await browser.post(page.url.href, form, options)
      }
      return page
    },
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function createProvider(
  issuer: string,
  accounts: ReadonlyMap<string, Account>,
  { id, secret, redirectUri }: { readonly id: string; readonly secret: string; readonly redirectUri: string },
  privateKey: KeyObject,
): Provider {
  return new Provider(issuer, {
    clients: [
      {
        client_id: id,
        client_secret: secret,
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [new URL('/connect/logged-out', redirectUri).href],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'rsa', alg: 'RS256', use: 'sig' }] },
    cookies: { keys: ['a key of the provider'] },
    claims: { openid: ['sub', 'tid', 'tenant_name', 'roles'], email: ['email'], auth_time: null },
    conformIdTokenClaims: false,
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...accounts.get(sub) }) }),
  })
}
