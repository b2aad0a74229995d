import { createECDH } from 'node:crypto'
import type { ConnectConfig } from '../api/config.ts'
import type { Paths, Sessions, Tenants, Users } from '../api/host.ts'
import type { Client, ForeignProvider } from '../api/provider.ts'
import { LIFETIMES } from '../kit.ts'
import {
  address,
  describe,
  functions,
  isJson,
  type KeyOfEach,
  type Json,
  type Members,
  names,
  type Note,
  oneOf,
  optionsOf,
  text,
} from './option-mistakes.ts'

/**
 * Looks at everything that can be looked at before anyone is sent anywhere.
 *
 * @throws {TypeError} one for all mistakes, each with the option, what came and what is expected; never a secret
 */
export function checkConfig<Tx>(config: ConnectConfig<Tx>): void {
  const mistakes: string[] = []
  const note: Note = (option, came, expected) => mistakes.push(`${option}: ${expected}; got ${came}`)
  const given: unknown = config
  if (isJson(given)) checkAll(given, note)
  else note('createConnect', describe(given), 'an object')
  if (mistakes.length > 0) throw new TypeError(`createConnect cannot start:\n- ${mistakes.join('\n- ')}`)
}

function checkAll(config: Json, note: Note): void {
  names(config, '', TOP, note)
  address(config['issuer'], 'issuer', note)
  const former = config['formerIssuers'] ?? []
  if (!Array.isArray(former) || !former.every((one) => typeof one === 'string')) {
    note('formerIssuers', describe(former), 'a list of texts')
  }
  checkClient(config['client'], note)
  checkProvider(config['provider'], note)
  checkProduct(config['product'], note)
  functions(config['store'], 'store', { transaction: 'needed', within: 'needed' }, note, false)
  functions(config['tenants'], 'tenants', TENANTS, note)
  functions(config['users'], 'users', USERS, note)
  functions(config['sessions'], 'sessions', SESSIONS, note)
  checkPaths(config['paths'], note)
  checkLifetimes(config['lifetimes'] ?? {}, note)
  for (const name of ['renderChoice', 'log', 'now']) {
    const value = config[name]
    if (value !== undefined && typeof value !== 'function') note(name, describe(value), 'a function, or nothing')
  }
}

const TENANTS: Members<Tenants<unknown>> = { find: 'needed' }
const USERS: Members<Users<unknown>> = { find: 'needed', tellUnlinked: 'optional' }
const SESSIONS: Members<Sessions<unknown>> = {
  read: 'needed',
  begin: 'needed',
  isLive: 'optional',
  endOthers: 'optional',
  endLocal: 'optional',
  countLocal: 'optional',
}

const TOP = optionsOf<ConnectConfig<unknown>>({
  issuer: true,
  formerIssuers: true,
  client: true,
  provider: true,
  product: true,
  store: true,
  tenants: true,
  users: true,
  sessions: true,
  paths: true,
  renderChoice: true,
  lifetimes: true,
  log: true,
  now: true,
})

const CLIENT = optionsOf<Record<KeyOfEach<Client>, true>>({ id: true, privateKey: true, secret: true })

function checkClient(client: unknown, note: Note): void {
  if (!isJson(client)) return note('client', describe(client), 'an object with id, and privateKey or secret')
  names(client, 'client.', CLIENT, note)
  text(client['id'], 'client.id', note)
  const { privateKey, secret } = client
  if ((privateKey === undefined) === (secret === undefined)) {
    note('client', privateKey === undefined ? 'neither' : 'both', 'either privateKey or secret')
  }
  if (secret !== undefined && (typeof secret !== 'string' || secret === '')) {
    note('client.secret', secret === '' ? 'an empty text' : `a value of type ${typeof secret}`, 'a text')
  }
  const wrong = privateKey === undefined ? null : mistakeInKey(privateKey)
  if (wrong !== null) note('client.privateKey', wrong, 'a private P-256 key (ES256) as JWK, with kty, crv, x, y and d')
}

/** In words, because nothing of a key may be shown. */
function mistakeInKey(key: unknown): string | null {
  if (typeof key === 'string') return key.includes('-----BEGIN') ? 'a PEM' : 'a text'
  if (!isJson(key)) return `a value of type ${typeof key}`
  if (key['kty'] !== 'EC') return key['kty'] === undefined ? 'an object that is no JWK' : 'a key of another type'
  if (key['crv'] !== 'P-256') return 'a key of another curve'
  const isPart = (name: string) => /^[\w-]{43}$/.test(String(key[name]))
  if (!isPart('x') || !isPart('y')) return 'a key without its coordinates'
  if (!isPart('d')) return 'a public key'
  return isPair(key) ? null : 'a key whose x and y do not belong to its d'
}

/** What it signs would be checked by another key, and every sign-in refused. */
function isPair({ x, y, d }: Json): boolean {
  const pair = createECDH('prime256v1')
  try {
    pair.setPrivateKey(String(d), 'base64url')
  } catch {
    return false
  }
  const point = Buffer.concat([Buffer.of(4), ...[x, y].map((part) => Buffer.from(String(part), 'base64url'))])
  return pair.getPublicKey().equals(point)
}

function checkProvider(provider: unknown, note: Note): void {
  if (provider === undefined) return
  if (!isJson(provider)) return note('provider', describe(provider), 'an object, or nothing for a hub')
  names(provider, 'provider.', PROVIDER, note)
  const { organization, masters, assurance, freshness, idTokenAlgorithm } = provider
  if (!isJson(organization) || !('claim' in organization || 'name' in organization)) {
    note('provider.organization', describe(organization), '{ claim } or { name }')
  }
  if (masters !== 'every_member' && !(isJson(masters) && 'claim' in masters && Array.isArray(masters['values']))) {
    note('provider.masters', describe(masters), "{ claim, values } or 'every_member'")
  }
  if (assurance !== 'left_to_provider' && !(isJson(assurance) && ('acr' in assurance || 'amr' in assurance))) {
    note('provider.assurance', describe(assurance), "{ acr } or { amr } with lists, or 'left_to_provider'")
  }
  oneOf(freshness, 'provider.freshness', ['auth_time', 'only_asked_for'], note)
  if (idTokenAlgorithm !== undefined) {
    oneOf(idTokenAlgorithm, 'provider.idTokenAlgorithm', ['RS256', 'PS256', 'ES256', 'EdDSA'], note)
  }
}

const PROVIDER = optionsOf<ForeignProvider>({
  organization: true,
  masters: true,
  assurance: true,
  freshness: true,
  idTokenAlgorithm: true,
  scope: true,
  securityEvents: true,
  parameters: true,
})

function checkProduct(product: unknown, note: Note): void {
  const parts = optionsOf<ConnectConfig<unknown>['product']>({
    module: true,
    deployment: true,
    name: true,
    hubName: true,
    origin: true,
  })
  if (!isJson(product)) return note('product', describe(product), `an object with ${parts.join(', ')}`)
  names(product, 'product.', parts, note)
  for (const name of parts.filter((part) => part !== 'origin')) text(product[name], `product.${name}`, note)
  const { deployment, origin } = product
  if (/[^\w.-]/.test(String(deployment))) {
    note(
      'product.deployment',
      describe(deployment),
      'letters, digits, ".", "_" and "-", because cookies are named by it',
    )
  }
  if (address(origin, 'product.origin', note) && new URL(String(origin)).pathname !== '/') {
    note('product.origin', describe(origin), 'an origin without a path')
  }
}

function checkPaths(paths: unknown, note: Note): void {
  const parts = optionsOf<Paths>({ login: true, home: true, mySettings: true, tenantSettings: true })
  if (!isJson(paths)) return note('paths', describe(paths), `an object with ${parts.join(', ')}`)
  names(paths, 'paths.', parts, note)
  for (const name of parts) {
    const path = paths[name]
    const isPath = typeof path === 'string' && /^\/(?![/\\])/.test(path) && isHere(path)
    if (!isPath) note(`paths.${name}`, describe(path), 'a path on this product, such as "/login"')
  }
}

/** Normalised as a browser does it. */
function isHere(path: string): boolean {
  return URL.parse(path, 'https://here.invalid')?.origin === 'https://here.invalid'
}

/** Seconds. A timer for longer runs out at once, and without a pause the rounds besiege the hub. */
const LONGEST_PAUSE = 2_147_483

function checkLifetimes(lifetimes: unknown, note: Note): void {
  if (!isJson(lifetimes)) return note('lifetimes', describe(lifetimes), 'an object')
  names(lifetimes, 'lifetimes.', Object.keys(LIFETIMES), note)
  for (const name of Object.keys(LIFETIMES)) {
    const value = lifetimes[name]
    if (value === undefined) continue
    if (name === 'round') {
      const isPause = typeof value === 'number' && value > 0 && value <= LONGEST_PAUSE
      if (!isPause) note('lifetimes.round', describe(value), `seconds, as a number above 0, ${LONGEST_PAUSE} at most`)
      continue
    }
    if (typeof value !== 'number' || !(value >= 0 && value < Number.POSITIVE_INFINITY)) {
      note(`lifetimes.${name}`, describe(value), 'seconds, as a number that is not negative')
    }
  }
}
