import type { ConnectConfig, LocalUser, Tenant } from './api.ts'
import { LIFETIMES } from './kit.ts'

type Json = Readonly<Record<string, unknown>>
/** Notes a mistake: an option by its path, what came, and what is expected. */
type Note = (option: string, came: string, expected: string) => void

/**
 * Looks at everything that can be looked at before anybody is sent anywhere.
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
  functions(config['store'], 'store', ['transaction', 'within'], [], note, false)
  functions(config['tenants'], 'tenants', ['find'], [], note)
  functions(config['users'], 'users', ['find'], ['tellUnlinked'], note)
  functions(config['sessions'], 'sessions', ['read', 'begin'], ['isLive', 'endOthers', 'endLocal', 'countLocal'], note)
  checkPaths(config['paths'], note)
  checkLifetimes(config['lifetimes'] ?? {}, note)
  for (const name of ['renderChoice', 'log', 'now']) {
    const value = config[name]
    if (value !== undefined && typeof value !== 'function') note(name, describe(value), 'a function, or nothing')
  }
}

const TOP = [
  'issuer',
  'formerIssuers',
  'client',
  'provider',
  'product',
  'store',
  'tenants',
  'users',
  'sessions',
  'paths',
  'renderChoice',
  'lifetimes',
  'log',
  'now',
]

function checkClient(client: unknown, note: Note): void {
  if (!isJson(client)) return note('client', describe(client), 'an object with id, and privateKey or secret')
  names(client, 'client.', ['id', 'privateKey', 'secret'], note)
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
  const isPart = (name: string) => typeof key[name] === 'string' && /^[\w-]{43}$/.test(key[name])
  if (!isPart('x') || !isPart('y')) return 'a key without its coordinates'
  return isPart('d') ? null : 'a public key'
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

const PROVIDER = [
  'organization',
  'masters',
  'assurance',
  'freshness',
  'idTokenAlgorithm',
  'scope',
  'securityEvents',
  'parameters',
]

function checkProduct(product: unknown, note: Note): void {
  const parts = ['module', 'deployment', 'name', 'hubName', 'origin']
  if (!isJson(product)) return note('product', describe(product), `an object with ${parts.join(', ')}`)
  names(product, 'product.', parts, note)
  for (const name of parts.slice(0, 4)) text(product[name], `product.${name}`, note)
  const { deployment, origin } = product
  if (typeof deployment === 'string' && deployment !== '' && !/^[\w.-]+$/.test(deployment)) {
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
  const parts = ['login', 'home', 'mySettings', 'tenantSettings']
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

function checkLifetimes(lifetimes: unknown, note: Note): void {
  if (!isJson(lifetimes)) return note('lifetimes', describe(lifetimes), 'an object')
  names(lifetimes, 'lifetimes.', Object.keys(LIFETIMES), note)
  for (const [name, value] of Object.entries(lifetimes)) {
    if (value === undefined || !(name in LIFETIMES)) continue
    if (typeof value !== 'number' || !(value >= 0 && value < Number.POSITIVE_INFINITY)) {
      note(`lifetimes.${name}`, describe(value), 'seconds, as a number that is not negative')
    }
  }
}

function functions(
  value: unknown,
  option: string,
  needed: readonly string[],
  optional: readonly string[],
  note: Note,
  isClosed = true,
): void {
  if (typeof value !== 'object' || value === null) {
    return note(option, describe(value), `an object with ${needed.join(', ')}`)
  }
  const member = (name: string): unknown => Reflect.get(value, name)
  for (const name of needed) {
    if (typeof member(name) !== 'function') note(`${option}.${name}`, describe(member(name)), 'a function')
  }
  for (const name of optional) {
    const one = member(name)
    if (one !== undefined && typeof one !== 'function')
      note(`${option}.${name}`, describe(one), 'a function, or nothing')
  }
  if (isClosed && isPlain(value)) names(value, `${option}.`, [...needed, ...optional], note)
}

/** What is misspelt would otherwise be left out without a word. */
function names(value: Json, prefix: string, known: readonly string[], note: Note): void {
  for (const name of Object.keys(value)) {
    if (!known.includes(name))
      note(prefix + name, 'an option of that name', `no such option; there are ${known.join(', ')}`)
  }
}

function text(value: unknown, option: string, note: Note): void {
  if (typeof value !== 'string' || value.trim() === '') note(option, describe(value), 'a text')
}

function oneOf(value: unknown, option: string, known: readonly string[], note: Note): void {
  if (typeof value !== 'string' || !known.includes(value)) note(option, describe(value), known.join(' or '))
}

/** https, or http on loopback. */
function address(value: unknown, option: string, note: Note): boolean {
  const url = typeof value === 'string' ? URL.parse(value) : null
  const isPlainHttp = url?.protocol === 'http:' && LOOPBACK.test(url.hostname)
  const isFine = url !== null && (url.protocol === 'https:' || isPlainHttp) && url.search === '' && url.hash === ''
  if (!isFine || url.username !== '' || url.password !== '') {
    note(
      option,
      describe(url?.password ? 'an address with a password' : value),
      'an https address, or http on loopback',
    )
    return false
  }
  return true
}

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/

/** A tenant as {@link ConnectConfig.tenants} found it. @throws {TypeError} what came from which callback */
export function checkTenant(tenant: Tenant | null): Tenant | null {
  if (tenant === null) return null
  const { id, name, feature }: Partial<Record<keyof Tenant, unknown>> = tenant
  if (typeof id !== 'string' || typeof name !== 'string') throw wrong('tenants.find', 'id and name', { id, name })
  if (!['on', 'no_new_links', 'off'].includes(String(feature))) throw wrong('tenants.find', 'feature', { feature })
  return tenant
}

/** A person as {@link ConnectConfig.users} found them. @throws {TypeError} what came from which callback */
export function checkUser(user: LocalUser | null): LocalUser | null {
  if (user === null) return null
  const { id, tenantId, class: kind, active, admin }: Partial<Record<keyof LocalUser, unknown>> = user
  if (typeof id !== 'string' || typeof tenantId !== 'string')
    throw wrong('users.find', 'id and tenantId', { id, tenantId })
  if (kind !== 'employee' && kind !== 'contact') throw wrong('users.find', 'class', { class: kind })
  if (typeof active !== 'boolean' || typeof admin !== 'boolean')
    throw wrong('users.find', 'active and admin', { active, admin })
  return user
}

function wrong(callback: string, what: string, came: object): TypeError {
  return new TypeError(`${callback} has to answer with ${what} as api.ts says; got ${JSON.stringify(came)}`)
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 100))
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value)
  return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const isPlain = (value: object): value is Json => [Object.prototype, null].includes(Object.getPrototypeOf(value))
