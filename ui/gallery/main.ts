import { createServer } from 'node:http'
import { assets, page, readBrand } from '../src/index.ts'
import { type GalleryPage, galleryPages } from './pages.ts'

const PORT = 5510
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

const suite = readBrand()
const psa = suite.products.psa ?? suite.hub
const others = Object.values(suite.products)
const served = { hub: await assets(suite.hub, others), psa: await assets(psa, others) }
const files = new Map([...served.hub.files, ...served.psa.files])
const pages = galleryPages({ hub: suite.hub, psa })

createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname
  const file = files.get(path)
  if (file !== undefined) return response.writeHead(200, { 'content-type': file.type }).end(file.body)
  const shown = pages[path.slice(1)] ?? pages.components
  if (shown === undefined) return response.writeHead(404).end()
  return response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY })
    .end(document(shown))
}).listen(PORT, '127.0.0.1', () => console.log(`http://localhost:${PORT}/{${Object.keys(pages).join(',')}}`))

function document({ title, side, body }: GalleryPage): string {
  return page({ lang: 'en', title, brand: side === 'hub' ? suite.hub : psa, body, ...served[side] })
}
