import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type Log, openLog } from '../log.ts'

export { openPace, type TestPace } from './open-pace.ts'
export { readToBreak } from './read-to-break.ts'

/** As pino counts. */
const ERROR = 50

export interface RecordedLog {
  readonly log: Log
  /** What was written, parsed; oldest first. */
  readonly lines: Readonly<Record<string, unknown>>[]
}

/** A log whose lines can be looked at: all of them, or errors alone. */
export function recordLog(least: 'info' | 'error' = 'info'): RecordedLog {
  const lines: Record<string, unknown>[] = []
  const write = (text: string) => {
    const line = JSON.parse(text) as Record<string, unknown>
    if (least === 'info' || line['level'] === ERROR) lines.push(line)
  }
  return { log: openLog({ part: 'test', version: '0.0.0' }, { write }), lines }
}

/**
 * Asks as old supervisors and load balancers do: by HTTP/1.0 without a host, or under the name of another one.
 *
 * @returns the status, and the body where it is JSON
 */
export async function askPlainly(
  port: number,
  path: string,
  host: string | null = null,
): Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }> {
  const socket = connect(port, '127.0.0.1')
  const [version, named] = host === null ? ['1.0', ''] : ['1.1', `Host: ${host}\r\nConnection: close\r\n`]
  socket.write(`GET ${path} HTTP/${version}\r\n${named}\r\n`)
  const answer = await text(socket)
  const body = answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1)
  const isJson = /^content-type: application\/json/im.test(answer)
  return {
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]),
    body: isJson ? (JSON.parse(body) as Record<string, unknown>) : {},
  }
}

/** Every answer that sends someone away for a while says for how long: what each test's browser gets is looked at. */
export function assertSaysWhenToRetry({ status, url, headers }: Pick<Response, 'status' | 'url' | 'headers'>): void {
  if (status !== 429 && status !== 503) return
  assert.match(headers.get('retry-after') ?? '', /^[1-9]\d*$/, `${status} of ${url} without Retry-After`)
}

/** Sends a form as a page of `origin` would, to a part that listens elsewhere. */
export async function postForm(
  port: number,
  origin: string,
  path: string,
  fields: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly cookies: readonly string[] }> {
  const headers = {
    host: new URL(origin).host,
    origin,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/x-www-form-urlencoded',
  }
  const sent = request({ host: '127.0.0.1', port, path, method: 'POST', headers, agent: false })
  sent.end(new URLSearchParams(fields).toString())
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  await text(answer)
  return { status: answer.statusCode ?? 0, cookies: answer.headers['set-cookie'] ?? [] }
}

/**
 * The one login that a log holds: its line has the shape of every line, belongs to the request that was answered with a
 * redirect, and no line holds a secret.
 *
 * @param secrets also cookies, of which the value is one
 * @returns what the line says of the login
 */
export function readLogin(
  lines: RecordedLog['lines'],
  { secrets, cookies }: { readonly secrets: readonly string[]; readonly cookies: readonly string[] },
): Readonly<Record<string, unknown>> {
  const [login, ...more] = lines.filter(({ event }) => event === 'logged_in')
  assert.deepEqual(more, [])
  const { level, part, version, time, pid, request: id, ...facts } = login ?? {}
  assert.deepEqual([level, part, version, typeof time, typeof pid], [30, 'test', '0.0.0', 'number', 'number'])
  const answers = lines.filter((line) => line['event'] === 'request' && line['request'] === id)
  assert.deepEqual(
    answers.map((line) => [line['path'], line['status']]),
    [['/login', 303]],
  )
  const written = JSON.stringify(lines)
  for (const secret of [...secrets, ...cookies.map(valueOf)])
    assert.ok(!written.includes(secret), 'a secret is in the log')
  return facts
}

function valueOf(cookie: string): string {
  const [, value = ''] = /^[^=]+=([^;]{8,})/.exec(cookie) ?? []
  assert.notEqual(value, '')
  return value
}

/** Settings of a product that runs as a process, with its database and its key in a folder. */
export async function productSettings(
  folder: string,
  { deployment, issuer, port }: { readonly deployment: string; readonly issuer: string; readonly port: number },
) {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
  await writeFile(join(folder, 'key.jwk.json'), JSON.stringify(key))
  return {
    LANYARD_LISTEN: `127.0.0.1:${port}`,
    LANYARD_ORIGIN: `http://localhost:${port}`,
    LANYARD_DEPLOYMENT: deployment,
    LANYARD_DATABASE: `sqlite:${join(folder, 'product.sqlite')}`,
    LANYARD_ISSUER: issuer,
    LANYARD_CLIENT_KEY: join(folder, 'key.jwk.json'),
  }
}
