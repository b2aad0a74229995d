import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { HostileHub } from '../hostile-hub.ts'
import { command as words } from '../messages/en.ts'
import { openHostileHub } from '../open-hostile-hub.ts'
import { formatReport } from './format-report.ts'
import type { VerifyOptions } from './options.ts'
import { verify } from './verify.ts'

type Acts = Omit<VerifyOptions, 'origin' | 'hub'>

/** 0: everything holds. 1: something does not. 2: it could not be tried. */
type ExitCode = 0 | 1 | 2

interface Output {
  readonly write: (text: string) => void
  readonly complain: (text: string) => void
}

const terminal: Output = { write: (text) => console.log(text), complain: (text) => console.error(text) }

/** `lanyard-connect verify URL --with FILE`: opens a hostile hub, waits for the product, and reports. */
export async function verifyFromCommandLine(args: readonly string[], output = terminal): Promise<ExitCode> {
  const options = readOptions(args)
  if (options === null) {
    output.complain(words.usage)
    return 2
  }
  const acts = await readActs(options.file)
  await using hub = await openHostileHub({ port: options.port, host: options.host })
  output.complain(words.configure(hub.issuer, options.origin, options.wait))
  if (!(await isThere(options.origin, hub, options.wait))) {
    output.complain(words.absent(options.origin, hub.issuer))
    return 2
  }
  const report = await verify({ ...acts, origin: options.origin, hub })
  output.write(options.json ? JSON.stringify(report, null, 2) : formatReport(report))
  return report.isFine ? 0 : 1
}

interface CommandOptions {
  readonly origin: string
  readonly file: string
  readonly port: number
  readonly host: string
  /** Seconds. */
  readonly wait: number
  readonly json: boolean
}

function readOptions(args: readonly string[]): CommandOptions | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        with: { type: 'string' },
        port: { type: 'string', default: '6900' },
        host: { type: 'string', default: '127.0.0.1' },
        wait: { type: 'string', default: '120' },
        json: { type: 'boolean', default: false },
      },
    })
    const [url = '', ...others] = positionals
    const { with: file, host, json } = values
    const [port, wait] = [Number(values.port), Number(values.wait)]
    if (file === undefined || others.length > 0 || !URL.canParse(url) || !(port >= 0) || !(wait >= 0)) return null
    return { origin: new URL(url).origin, file, port, host, wait, json }
  } catch {
    return null
  }
}

async function readActs(file: string): Promise<Acts> {
  if (file.endsWith('.json')) return JSON.parse(await readFile(file, 'utf8')) as Acts
  const module: unknown = await import(pathToFileURL(resolve(file)).href)
  return (module as { readonly default: Acts }).default
}

/** Until the product sends its sign-ins to this hub. */
async function isThere(origin: string, hub: HostileHub, seconds: number): Promise<boolean> {
  const deadline = performance.now() + seconds * 1000
  for (;;) {
    const leadsTo = await fetch(`${origin}/connect/sign-in`, { redirect: 'manual' }).then(
      ({ headers }) => headers.get('Location') ?? '',
      () => '',
    )
    if (leadsTo.startsWith(`${hub.issuer}/`)) return true
    if (performance.now() > deadline) return false
    await sleep(200)
  }
}
