/**
 * A floor of the bench, in a process of its own: `node:http` that answers the same three requests with what it made at its
 * start, and hashes a password where it is asked to. It says its origin to its parent.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hashPassword, isPassword } from '@lanyard/guard'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { PASSWORD } from './people.ts'

const [client = ''] = process.argv.slice(2)
const { publicKey, privateKey } = await generateKeyPair('ES256')
const hash = await hashPassword(PASSWORD)
const userinfo = JSON.stringify({ sub: 'one', name: 'One', email: 'one@bench.example', email_verified: false })
let [tokens, configuration, jwks] = ['', '', '']

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
  const json = (body: string) => response.writeHead(200, { 'content-type': 'application/json' }).end(body)
  if (pathname === '/auth') {
    const back = new URLSearchParams({ code: 'code', state: searchParams.get('state') ?? '' })
    response.writeHead(303, { location: `${searchParams.get('redirect_uri')}?${back.toString()}` }).end()
  } else if (pathname === '/token') {
    request.resume().on('end', () => json(tokens))
  } else if (pathname === '/hash') {
    void isPassword(PASSWORD, hash, 'known').then((isRight) => response.writeHead(isRight ? 200 : 500).end())
  } else if (pathname === '/jwks') {
    json(jwks)
  } else if (pathname === '/me') {
    json(userinfo)
  } else {
    json(configuration)
  }
})
server.listen(0, '127.0.0.1', () => void begin())

async function begin(): Promise<void> {
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  const token = new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid: 'one' }).setSubject('one').setIssuer(issuer)
  const idToken = await token.setAudience(client).setIssuedAt().setExpirationTime('12h').sign(privateKey)
  tokens = JSON.stringify({ access_token: 'token', id_token: idToken, token_type: 'Bearer', expires_in: 3600 })
  jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256' }] })
  configuration = JSON.stringify({
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/me`,
    jwks_uri: `${issuer}/jwks`,
  })
  process.send?.({ issuer })
}
process.once('disconnect', () => process.exit())
