import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { TestDialect } from '@lanyard/storage/testing'
import { openPeopledHub, psaUk, psaUs } from '../../../testing.ts'
import type { DeploymentId } from '../../ids.ts'
import { createApi } from '../api.ts'

/** The API behind a listener of its own; the bearer token is the name of the deployment. */
export async function openApi(database: TestDialect) {
  const hub = await openPeopledHub(database)
  const endedSessions: string[] = []
  const known: readonly string[] = [psaUs, psaUk]
  const api = createApi(hub, {
    hubName: 'IT Complete',
    stopping: new AbortController().signal,
    endSession: async (uid) => void endedSessions.push(uid),
    authenticate: async (request) => {
      const token = request.headers.get('authorization')?.replace('Bearer ', '') ?? ''
      return known.includes(token) ? (token as DeploymentId) : null
    },
  })
  const answer = getRequestListener(api.fetch)
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/api`

  const send = async (method: string, path: string, { as = psaUs, body, headers }: Sent = {}) => {
    const response = await fetch(base + path, {
      method,
      headers: {
        Authorization: `Bearer ${as}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
    })
    const text = await response.text()
    const json: unknown = text === '' ? null : JSON.parse(text)
    return { status: response.status, type: response.headers.get('content-type'), json }
  }
  return {
    ...hub,
    endedSessions,
    send,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await hub[Symbol.asyncDispose]()
    },
  }
}

export interface Sent {
  readonly as?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}
