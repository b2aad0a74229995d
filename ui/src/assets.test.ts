import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { brotliDecompressSync } from 'node:zlib'
import { assetResponse, assets } from './assets.ts'

const brand = { accentHue: 262, mark: 'hub' } as const

describe('assets', () => {
  it('are served with their type, to be kept for as long as the path lives', async () => {
    const served = await assets(brand)

    for (const path of [...served.stylesheets, ...served.scripts, served.icon]) {
      const response = assetResponse(served, new Request(`http://localhost${path}`))
      assert.equal(response?.status, 200)
      assert.match(response.headers.get('cache-control') ?? '', /immutable/)
      assert.match(
        response.headers.get('content-type') ?? '',
        /^(text\/css|text\/javascript|image\/svg\+xml); charset=utf-8$/,
      )
    }
  })

  it('answer a browser that has the file already, and one that asks for the head only, without a body', async () => {
    const served = await assets(brand)
    const address = `http://localhost${served.icon}`
    const etag = served.files.get(served.icon)?.etag ?? ''

    const unchanged = assetResponse(served, new Request(address, { headers: { 'if-none-match': etag } }))
    const head = assetResponse(served, new Request(address, { method: 'HEAD' }))

    assert.deepEqual([unchanged?.status, await unchanged?.text(), head?.status, await head?.text()], [304, '', 200, ''])
  })

  it('travel small to a browser that takes Brotli, under one tag for every encoding (FX11)', async () => {
    const served = await assets(brand)
    const [style = ''] = served.stylesheets
    const ask = (accepted: string) =>
      assetResponse(served, new Request(`http://localhost${style}`, { headers: { 'accept-encoding': accepted } }))

    const small = Buffer.from((await ask('gzip, deflate, br;q=0.9')?.arrayBuffer()) ?? new ArrayBuffer())
    const whole = ['', 'gzip', 'br;q=0', 'br; q=0.0', 'brx'].map(ask)

    assert.ok(small.length < 10_000, `${small.length} bytes`)
    assert.equal(brotliDecompressSync(small).toString(), served.files.get(style)?.body)
    for (const { headers } of whole.flatMap((answer) => answer ?? [])) {
      assert.deepEqual([headers.get('content-encoding'), headers.get('vary')], [null, 'Accept-Encoding'])
      assert.match(headers.get('etag') ?? '', /^W\//)
    }
  })

  it('know no other path', async () => {
    assert.equal(assetResponse(await assets(brand), new Request('http://localhost/assets/../package.json')), null)
  })

  it('have another address as soon as their content differs', async () => {
    const [blue, green] = await Promise.all([assets(brand), assets({ ...brand, accentHue: 165 })])

    assert.notDeepEqual(blue.stylesheets, green.stylesheets)
    assert.deepEqual(blue.scripts, green.scripts)
  })

  it('refuse a hue that is none', async () => {
    await assert.rejects(assets({ ...brand, accentHue: Number.NaN }), RangeError)
  })
})
