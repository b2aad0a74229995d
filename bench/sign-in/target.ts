import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { ask } from './ask.ts'

/** A provider under load. */
export interface Target {
  readonly name: string
  readonly issuer: string
  readonly endpoints: { readonly authorization: string; readonly token: string; readonly userinfo: string }
  readonly client: Client
  /** Processes whose time and memory are its own: the server, and the database's server where there is one. */
  readonly server: number
  readonly database: readonly number[]
  /** @returns who the ID token is about */
  readonly verify: (token: string, nonce: string) => Promise<string>
  /** Cookies of a browser that this person has logged in with before. */
  readonly knownBrowser: (person: number) => readonly string[]
}

export interface Client {
  readonly id: string
  readonly secret: string
}

type Given = Pick<Target, 'name' | 'issuer' | 'client' | 'server'> & Partial<Pick<Target, 'database' | 'knownBrowser'>>

/** Reads how the provider is spoken to, once. */
export async function openTarget(given: Given): Promise<Target> {
  const { issuer, client } = given
  const read = async (address: string) => JSON.parse((await ask(address)).body) as unknown
  const facts = (await read(`${issuer}/.well-known/openid-configuration`)) as Readonly<Record<string, string>>
  const keys = createLocalJWKSet((await read(facts['jwks_uri'] ?? '')) as JSONWebKeySet)
  return {
    database: [],
    knownBrowser: () => [],
    ...given,
    endpoints: {
      authorization: facts['authorization_endpoint'] ?? '',
      token: facts['token_endpoint'] ?? '',
      userinfo: facts['userinfo_endpoint'] ?? '',
    },
    async verify(token, nonce) {
      const { payload } = await jwtVerify(token, keys, { issuer, audience: client.id })
      if (payload['nonce'] !== undefined && payload['nonce'] !== nonce)
        throw new Error('The nonce is of another request')
      return payload.sub ?? ''
    },
  }
}
