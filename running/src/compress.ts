import { constants } from 'node:zlib'
import type { IncomingMessage, ServerResponse } from 'node:http'
import compression from 'compression'

/** Quality of Brotli, and level of gzip: each costs about a millisecond for 40 kB, and streams in constant memory. */
const BROTLI_QUALITY = 4
const GZIP_LEVEL = 6
/** Bytes below which an answer fits one packet anyway. */
const SMALLEST = 1024

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

/**
 * Compresses answers of text by what the client accepts, for every part at this one place. What the handler has
 * compressed already is left as it is.
 */
export function compress(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  // A length is said in a header, where it is known, and not left to Node to work out: a tiny answer is seen by it.
  response.removeHeader('content-length')
  middleware(request, response, next)
}

const middleware = compression({
  level: GZIP_LEVEL,
  brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
  threshold: SMALLEST,
  filter: (request, response) =>
    isRead(request) &&
    hasContent(response) &&
    !isEventStream(response) &&
    !isMeasurable(request, response) &&
    isText(request, response),
}) as unknown as Middleware

const isText = compression.filter

/**
 * A refusal that comes before a long body has been read goes at once: while it is compressed the client sends the rest,
 * and takes the connection for its next request, which the server is about to cut.
 */
function isRead({ method, complete }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD' || complete
}

function hasContent({ statusCode }: ServerResponse): boolean {
  return statusCode !== 304 && statusCode !== 204
}

/** Its events must not wait in a compressor until there is more to say. */
function isEventStream(response: ServerResponse): boolean {
  return String(response.getHeader('content-type')).startsWith('text/event-stream')
}

/**
 * A page of another site can make a browser ask, with its cookies and with text of that page's choice, and learn from the
 * length of a compressed answer what else is in it (BREACH). So only what a page of this origin, or the person at the
 * address bar, asks for is compressed where cookies came along, and what is public. A browser that does not say who
 * asks gets plain answers.
 */
function isMeasurable({ headers }: IncomingMessage, response: ServerResponse): boolean {
  if (headers.cookie === undefined || isPublic(response)) return false
  const from = headers['sec-fetch-site']
  return from !== 'same-origin' && from !== 'none'
}

function isPublic(response: ServerResponse): boolean {
  return /\bpublic\b/.test(String(response.getHeader('cache-control')))
}
