import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import { createHealth, type Handler, listen } from './index.ts'
import { recordLog } from './testing/index.ts'

async function serve(
  handler: Handler,
  { ask = async () => {}, ...options }: { readonly ask?: () => Promise<unknown>; readonly mostIdle?: number } = {},
) {
  const { log, lines } = recordLog()
  const health = createHealth({ databases: { main: ask } })
  const server = await listen((request, response) => health.answer(request, response) || handler(request, response), {
    host: '127.0.0.1',
    port: 0,
    log,
    health,
    ...options,
  })
  return { ...server, lines, origin: `http://127.0.0.1:${server.port}`, [Symbol.asyncDispose]: () => server.close() }
}

async function speak(port: number, request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(request)
  return text(socket)
}

/** Asks on a connection that stays. */
async function ask(socket: Socket): Promise<void> {
  socket.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n')
  await once(socket, 'data')
}

const hello: Handler = (_request, response) => void response.end('hello')

describe('health', () => {
  for (const path of ['/healthz', '/readyz']) {
    it(`${path} answers under any host, and to HTTP/1.0 without one (FA2)`, async () => {
      await using server = await serve(hello)

      const old = await speak(server.port, `GET ${path} HTTP/1.0\r\n\r\n`)
      const foreign = await speak(server.port, `GET ${path} HTTP/1.1\r\nHost: other\r\nConnection: close\r\n\r\n`)

      assert.match(old, /^HTTP\/1.1 200 [^]*application\/json/)
      assert.match(foreign, /^HTTP\/1.1 200 [^]*application\/json/)
      for (const target of [`http://other${path}`, `http://other${path}?x=1`]) {
        const absolute = await speak(server.port, `GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)
        assert.match(absolute, /^HTTP\/1.1 200 [^]*application\/json/, target)
      }
    })
  }

  it('is not ready while its database does not answer, and lives all the same (FR6)', async () => {
    await using server = await serve(hello, { ask: () => Promise.reject(new Error('away')) })

    const [alive, ready] = [await fetch(`${server.origin}/healthz`), await fetch(`${server.origin}/readyz`)]

    assert.deepEqual([alive.status, ready.status], [200, 503])
    const body = (await ready.json()) as Record<string, unknown>
    assert.deepEqual([body['ready'], body['databases']], [false, { main: 'away' }])
  })

  it('is not ready while a loop has not come to the end of a turn (FR2)', async () => {
    const late = { name: 'hints', age: 90_000, turns: 7, isLate: true, hasFailed: false }
    const health = createHealth({ databases: {}, loops: () => [late] })
    const { log } = recordLog()
    const options = { host: '127.0.0.1', port: 0, log, health }
    const server = await listen((request, response) => health.answer(request, response), options)

    const answer = await fetch(`http://127.0.0.1:${server.port}/readyz`)
    await server.close()

    assert.equal(answer.status, 503)
    assert.deepEqual(((await answer.json()) as Record<string, unknown>)['loops'], {
      hints: { ended_seconds_ago: 90, late: true, failed: false },
    })
  })
})

describe('listen', () => {
  it('writes one line a request, under the id that the answer carries (FR12)', async () => {
    await using server = await serve(hello)

    const answer = await fetch(`${server.origin}/tickets?token=secret`)
    await answer.text()
    await server.close()

    const { event, method, path, status, request } = server.lines[0] ?? {}
    assert.deepEqual([event, method, path, status], ['request', 'GET', '/tickets', 200])
    assert.equal(request, answer.headers.get('x-request-id'))
    assert.doesNotMatch(JSON.stringify(server.lines), /secret/)
  })

  it('keeps an idle connection longer than common balancers do (FA8)', async () => {
    await using server = await serve(hello)
    const socket = connect(server.port, '127.0.0.1')
    socket.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n')

    const [answer] = (await once(socket, 'data')) as [Buffer]
    socket.destroy()

    assert.match(String(answer), /Keep-Alive: timeout=7[56]/)
  })

  it('closes the connection that is idle longest where too many are (FA8)', async () => {
    await using server = await serve(hello, { mostIdle: 2 })
    const ended: number[] = []
    const open = async (n: number) => {
      const socket = connect(server.port, '127.0.0.1')
      socket.once('end', () => ended.push(n))
      await ask(socket)
      return socket
    }
    const [first, second] = [await open(1), await open(2)]
    await ask(first)

    const third = await open(3)
    await once(second, 'close')
    for (const socket of [first, third]) await ask(socket)

    assert.deepEqual(ended, [2])
    for (const socket of [first, third]) socket.destroy()
  })

  it('is not kept by who reads when it stops: a connection closes with the answer that is under way (FR5)', async (test) => {
    // The time after which it cuts connections off never comes.
    test.mock.timers.enable({ apis: ['setTimeout'] })
    const asked = Promise.withResolvers<void>()
    const answer = Promise.withResolvers<void>()
    await using server = await serve(async (_request, response) => {
      asked.resolve()
      await answer.promise
      response.end('hello')
    })
    const socket = connect(server.port, '127.0.0.1')
    socket.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n')
    await asked.promise

    const closing = server.close()
    answer.resolve()
    const said = await text(socket)
    await closing

    assert.match(said, /hello/)
  })

  it('closes although a client still waits for an answer (FR5)', async () => {
    const { promise: asked, resolve } = Promise.withResolvers<void>()
    await using server = await serve(() => resolve())
    const waiting = fetch(server.origin).then(
      () => 'answered',
      () => 'cut off',
    )
    await asked

    await server.close()

    assert.equal(await waiting, 'cut off')
  })
})
