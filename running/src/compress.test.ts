import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { createHealth, type Handler, listen } from './index.ts'
import { recordLog } from './testing/index.ts'

const text = '<li>Ada</li>'.repeat(1000)

/** Serves, and asks as a browser on the wire does: nothing is unpacked on the way. */
async function serve(handler: Handler) {
  const options = { host: '127.0.0.1', port: 0, log: recordLog().log, health: createHealth({ databases: {} }) }
  const server = await listen(handler, options)
  const { port } = server
  const open = async (headers: IncomingHttpHeaders, method = 'GET') => {
    const asked = request({ port, host: '127.0.0.1', method, headers: { 'accept-encoding': 'gzip, br', ...headers } })
    const [answer] = (await once(asked.end(), 'response')) as [IncomingMessage]
    return answer
  }
  const ask = async (headers: IncomingHttpHeaders = {}, method = 'GET') => {
    const answer = await open(headers, method)
    return { headers: answer.headers, body: await buffer(answer) }
  }
  return { ask, open, [Symbol.asyncDispose]: () => server.close() }
}

function answering(type: string, body = text, headers: Readonly<Record<string, string>> = {}): Handler {
  return (_request, response) => response.writeHead(200, { 'content-type': type, ...headers }).end(body)
}

describe('answers on the wire (FX11)', () => {
  for (const type of ['text/html; charset=utf-8', 'text/css', 'text/javascript', 'application/scim+json', 'text/csv']) {
    it(`are compressed as the client takes it, by its type: ${type}`, async () => {
      await using server = await serve(answering(type))

      const [brotli, gzip] = [await server.ask(), await server.ask({ 'accept-encoding': 'gzip' })]
      const plain = await server.ask({ 'accept-encoding': 'identity' })

      assert.equal(brotliDecompressSync(brotli.body).toString(), text)
      assert.equal(gunzipSync(gzip.body).toString(), text)
      assert.equal(plain.body.toString(), text)
      assert.equal((await server.ask({}, 'HEAD')).headers.vary, 'Accept-Encoding')
      const answers = [brotli, gzip, plain]
      assert.deepEqual(
        answers.map(({ headers }) => [headers['content-encoding'], headers.vary]),
        ['br', 'gzip', undefined].map((encoding) => [encoding, 'Accept-Encoding']),
      )
    })
  }

  it('stay as they are where they are tiny, pictures, compressed already, or without content', async () => {
    await using tiny = await serve(answering('text/html', '<p>Ada</p>', { 'content-length': '10' }))
    await using picture = await serve(answering('image/png'))
    await using packed = await serve(answering('text/css', text, { 'content-encoding': 'br' }))
    const empty = (status: number) =>
      serve((_request, response) => response.writeHead(status, { 'content-type': 'text/css' }).end())
    await using unchanged = await empty(304)
    await using done = await empty(204)

    assert.equal((await tiny.ask()).headers['content-encoding'], undefined)
    assert.equal((await picture.ask()).headers['content-encoding'], undefined)
    assert.equal((await packed.ask()).body.toString(), text)
    assert.equal((await unchanged.ask()).headers['content-encoding'], undefined)
    assert.equal((await done.ask()).headers['content-encoding'], undefined)
    assert.equal((await unchanged.ask({}, 'HEAD')).headers['content-encoding'], undefined)
  })

  it('go at once where they refuse a body before it has been read', async () => {
    await using server = await serve(answering('text/html'))

    const early = await server.open({ 'content-length': '7' }, 'POST')
    early.destroy()

    assert.equal(early.headers['content-encoding'], undefined)
  })

  it('are compressed once the body that they answer has been read', async () => {
    await using server = await serve(async (request, response) => {
      await buffer(request)
      answering('text/html')(request, response)
    })

    assert.equal((await server.ask({ 'content-length': '0' }, 'POST')).headers['content-encoding'], 'br')
  })

  it('let each event of a stream out at once', async () => {
    await using server = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' }).write('data: first\n\n')
    })

    const answer = await server.open({})
    const [first] = (await once(answer, 'data')) as [Buffer]
    answer.destroy()

    assert.equal(first.toString(), 'data: first\n\n')
  })

  it('tell a page of another site nothing by their length, where cookies came along (T48)', async () => {
    await using page = await serve(answering('text/html', text, { 'cache-control': 'no-store' }))
    await using styles = await serve(answering('text/css', text, { 'cache-control': 'public, max-age=60' }))
    const encodingFor = async (server: typeof page, headers: IncomingHttpHeaders) =>
      (await server.ask(headers)).headers['content-encoding']
    const cookie = 'session=1'

    for (const from of [{}, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) {
      assert.equal(await encodingFor(page, { cookie, ...from }), undefined)
      assert.equal(await encodingFor(styles, { cookie, ...from }), 'br')
    }
    for (const site of ['same-origin', 'none'])
      assert.equal(await encodingFor(page, { cookie, 'sec-fetch-site': site }), 'br')
    assert.equal(await encodingFor(page, { 'sec-fetch-site': 'cross-site' }), 'br', 'of a stranger')
  })
})
