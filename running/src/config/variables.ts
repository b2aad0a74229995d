import { createECDH } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { isLoopback, quote, readOrigin } from '../address.ts'
import { readKeepAlive } from '../keep-alive.ts'
import { readBy } from './read-by.ts'

type Environment = Readonly<Record<string, string | undefined>>

const listen = z.string().transform((text, context) => {
  const match = /^(?<host>[a-z0-9.-]+|\[[0-9a-f:]+\]):(?<port>\d{1,5})$/i.exec(text)
  const port = Number(match?.groups?.['port'])
  if (!match || port > 65_535) {
    context.addIssue(`${quote(text)} is no HOST:PORT, such as 127.0.0.1:4000`)
    return z.NEVER
  }
  return { host: (match.groups?.['host'] ?? '').replace(/^\[|\]$/g, ''), port }
})

const origin = (example: string) =>
  z
    .string({ error: `is required: an origin such as ${example}` })
    .transform((text, context) => readBy(readOrigin)(text, context))

const privateKey = z.looseObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
  kid: z.string().exactOptional(),
})

/**
 * The public part is what the hub was given; another one would check nothing that `d` signs.
 *
 * @throws for a `d` that is no private key
 */
function isPair({ x, y, d }: z.output<typeof privateKey>): boolean {
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(d, 'base64url')
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
  return pair.getPublicKey().equals(point)
}

const SIGN_IN_MEMORY = 'must be a number of seconds, 86400 at most'

/** The variables that several parts read, each read in one way (docs/operating.md). */
export const variables = {
  /** `HOST:PORT`; loopback unless configured. */
  listen: (port: number) => listen.prefault(`127.0.0.1:${port}`),
  /** Milliseconds for which an idle connection is kept. */
  keepAlive: z.string().optional().transform(readBy(readKeepAlive)),
  /** Without path or trailing slash; http on loopback alone. */
  origin,
  /** Separated by commas or blanks. */
  formerIssuers: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter((issuer) => issuer !== '')),
  demo: z
    .enum(['0', '1'], { error: 'must be 0 or 1' })
    .default('0')
    .transform((text) => text === '1'),
  /** Seconds for which a product remembers a finished sign-in. */
  signInMemory: z
    .string()
    .regex(/^\d{1,5}$/, SIGN_IN_MEMORY)
    .transform(Number)
    .pipe(z.number().max(86_400, SIGN_IN_MEMORY))
    .default(3600),
  /** A file with the private key by which a deployment proves to the hub who it is. */
  clientKey: z
    .string({ error: 'is required: the path of a private EC key (P-256) as JWK' })
    .transform((path, context): z.output<typeof privateKey> => {
      try {
        const key = privateKey.parse(JSON.parse(readFileSync(path, 'utf8')))
        if (isPair(key)) return key
        context.addIssue(
          `${quote(path)} holds a key whose x and y do not belong to its d; expected is a key as it was made`,
        )
      } catch {
        context.addIssue(`${quote(path)} is no file with a private EC key (P-256) as JWK`)
      }
      return z.NEVER
    }),
} as const

/** What stands in the way of demo mode; found whatever else is wrong. Demo secrets never leave this machine. */
export function demoMistakes(environment: Environment): readonly string[] {
  if (environment['LANYARD_DEMO'] !== '1') return []
  const address = listen.safeParse(environment['LANYARD_LISTEN']).data
  return [
    ...(address && !isLoopback(address.host) ? ['LANYARD_DEMO: demo mode listens on loopback only'] : []),
    ...(environment['NODE_ENV'] === 'production' ? ['LANYARD_DEMO: demo mode refuses NODE_ENV=production'] : []),
  ]
}

/** A line for each variable that could not be read. */
export function linesOf(error: z.ZodError | undefined): readonly string[] {
  return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []
}
