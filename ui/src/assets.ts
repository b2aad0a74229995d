import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { brotliCompressSync } from 'node:zlib'
import { type Brand, brandStylesheet } from './brand.ts'
import { markImage } from './mark.ts'

export interface Asset {
  body: string
  /** Media type, with charset. */
  type: string
  /** Entity tag with its quotes; weak, because the file travels in more than one encoding. */
  etag: string
  /** As small as it gets; made for the first browser that takes it. */
  brotli?: Buffer<ArrayBuffer>
}

/** What a part serves for its pages, and the addresses to hand to {@link page}. */
export interface Assets {
  stylesheets: readonly string[]
  scripts: readonly string[]
  icon: string
  /** Path, which carries a hash of the content, to file. */
  files: ReadonlyMap<string, Asset>
}

const LAYERS = '@layer reset, tokens, brand, base, layout, components, states;\n'

/** The look as one stylesheet: the layers' order, the brand's tokens, then every file of `css/`. */
export async function stylesheet(
  brand: Pick<Brand, 'accentHue'>,
  others: readonly Pick<Brand, 'mark' | 'accentHue'>[] = [],
): Promise<string> {
  const files = await readFolder(new URL('../css/', import.meta.url), '.css')
  return [LAYERS, brandStylesheet(brand, others), ...files.values()].join('\n')
}

/**
 * Reads stylesheet and scripts once, at start. The paths begin with `/assets/`. `others` are the
 * brands whose marks this part shows beside its own.
 */
export async function assets(
  brand: Pick<Brand, 'mark' | 'accentHue'>,
  others: readonly Pick<Brand, 'mark' | 'accentHue'>[] = [],
): Promise<Assets> {
  const files = new Map<string, Asset>()
  const add = (name: string, extension: string, type: string, body: string): string => {
    const hash = createHash('sha256').update(body).digest('base64url').slice(0, 16)
    const path = `/assets/${name}.${hash}.${extension}`
    files.set(path, { body, type, etag: `W/"${hash}"` })
    return path
  }

  const style = add('ui', 'css', 'text/css; charset=utf-8', await stylesheet(brand, others))
  const scripts = await readFolder(new URL('../script/', import.meta.url), '.js')
  const modules = [...scripts].map(([name, body]) => add(name, 'js', 'text/javascript; charset=utf-8', body))
  const icon = add('mark', 'svg', 'image/svg+xml; charset=utf-8', markImage(brand))
  return { stylesheets: [style], scripts: modules, icon, files }
}

/**
 * Answers a request for one of the files, or null where the path is none of theirs. The content
 * never changes under a path, so browsers may keep it for a year without asking.
 *
 * @example
 * app.get('/assets/*', (c) => assetResponse(assets, c.req.raw) ?? c.notFound())
 */
export function assetResponse(assets: Pick<Assets, 'files'>, request: Request): Response | null {
  const asset = assets.files.get(new URL(request.url).pathname)
  if (asset === undefined) return null
  const headers = {
    'content-type': asset.type,
    'cache-control': 'public, max-age=31536000, immutable',
    etag: asset.etag,
    'x-content-type-options': 'nosniff',
    vary: 'Accept-Encoding',
  }
  if (request.headers.get('if-none-match') === asset.etag) return new Response(null, { status: 304, headers })
  if (request.method === 'HEAD') return new Response(null, { headers })
  if (!takesBrotli(request)) return new Response(asset.body, { headers })
  asset.brotli ??= brotliCompressSync(asset.body)
  return new Response(asset.brotli, { headers: { ...headers, 'content-encoding': 'br' } })
}

/** Of the encodings that a browser names, with a weight or without; not one that it weighs with nothing. */
function takesBrotli({ headers }: Request): boolean {
  const named = headers.get('accept-encoding')?.split(',') ?? []
  return named.some((one) => /^br(;q=(?!0(\.0*)?$).*)?$/.test(one.replaceAll(/\s/g, '')))
}

async function readFolder(folder: URL, extension: string): Promise<Map<string, string>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(extension)).sort()
  const entries = names.map(
    async (name) => [name.slice(0, -extension.length), await readFile(new URL(name, folder), 'utf8')] as const,
  )
  return new Map(await Promise.all(entries))
}
