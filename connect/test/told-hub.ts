import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as client from 'openid-client'
import { causeOf } from '../src/cause.ts'
import type { Feature } from '../src/hub/api-answers.ts'
import { createHubApi } from '../src/hub/hub-api.ts'

interface Hub {
  status: number
  body: unknown
  /** Seconds that a token is good for. */
  expiresIn: number
  features: unknown
  /** Instead of version 1 with these features. */
  announced: unknown
  /** Requests to the interface, and the token of each. */
  readonly asked: { readonly line: string; readonly token: string; readonly type: string; readonly body: string }[]
  tokens: number
}

/** A hub that answers what it is told to, by the book or not. */
export async function openToldHub(features: readonly Feature[] = ['ends']) {
  const hub: Hub = {
    status: 200,
    body: {},
    expiresIn: 3600,
    features: ['ends', 'moon'],
    announced: undefined,
    asked: [],
    tokens: 0,
  }
  const server = createServer((request, response) => {
    const { url = '', method = '', headers } = request
    const json = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    if (url.startsWith('/.well-known/')) {
      const whole = { version: 1, api: `${issuer}/api`, features: hub.features }
      const tenant_linking = hub.announced === undefined ? whole : hub.announced
      return json(200, { issuer, token_endpoint: `${issuer}/token`, tenant_linking })
    }
    if (url === '/token') {
      hub.tokens += 1
      return json(200, { access_token: `token-${hub.tokens}`, token_type: 'Bearer', expires_in: hub.expiresIn })
    }
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const token = (headers.authorization ?? '').replace('Bearer ', '')
      hub.asked.push({ line: `${method} ${url.slice(4)}`, token, type: headers['content-type'] ?? '', body })
      if (hub.status === 0) return void response.destroy()
      if (typeof hub.body === 'string') return void response.writeHead(hub.status).end(hub.body)
      json(hub.status, hub.body)
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const health: string[] = []
  const configuration = () =>
    client.discovery(new URL(issuer), 'psa-us', {}, client.ClientSecretBasic('secret'), {
      execute: [client.allowInsecureRequests],
    })
  const api = createHubApi(
    { configuration },
    {
      heard: () => void health.push('heard'),
      failed: (error) => void health.push(causeOf(error).cause),
    },
    features,
  )
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return Object.assign(hub, { api, health, [Symbol.dispose]: close })
}
