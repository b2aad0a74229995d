import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { WAIT_LIMIT } from '@lanyard/storage/testing'
import { readBrand } from '@lanyard/ui'
import { makeKeys } from './seed/keys.ts'
import { seedCompany } from './seed/seed-company.ts'
import type { CompanyToSeed } from './seed/seed-company.ts'
import { seedCatalogue } from './seed/seed-hub.ts'
import { dataFolder } from './src/data-folder.ts'
import { findFreePorts } from './src/free-ports.ts'
import { openHub } from './src/open-parts.ts'
import { partEnvironment } from './src/part-environment.ts'
import { startPart } from './src/part-process.ts'
import type { Ending, PartProcess } from './src/part-process.ts'
import { partNames } from './src/parts.ts'
import type { PartName, ProductName } from './src/parts.ts'
import { originOf, readSettings } from './src/settings.ts'

export type { DemoAccount, DemoEmployee, DemoTenant } from './seed/demo.ts'
export { eventually, WAIT_LIMIT } from '@lanyard/storage/testing'
export type { CompanyToSeed, PartName, ProductName }

export interface SuiteOptions {
  /** Which parts are started; all by default. The others can be started later. */
  readonly parts?: readonly PartName[]
  /** Configuration beyond the demo's, by part: shorter lifetimes, say. */
  readonly environment?: Readonly<Partial<Record<PartName, Readonly<Record<string, string>>>>>
  /** True where the test makes parts end from within. Otherwise a part that ends by itself is a failure. */
  readonly partsMayEnd?: boolean
}

/** What an operator's command answered. */
export interface LanyardAnswer {
  readonly exitCode: number
  /** Everything that it printed. */
  readonly output: string
  /** The last line, parsed. */
  readonly answer: Readonly<Record<string, unknown>>
}

/**
 * The suite for a test: processes of its own on free ports, on data of its own that goes with it. Its end fails when a part
 * ended that the test neither stopped nor killed.
 */
export interface SuiteUnderTest extends AsyncDisposable {
  /** Where a part is, or would be. */
  readonly origin: (part: PartName) => string
  /** A part's whole configuration, for a test that opens its database beside it. */
  readonly environment: (part: PartName) => Readonly<Record<string, string>>
  /**
   * Resolves once the part answers.
   *
   * @param environment configuration of this run alone
   */
  readonly start: (part: PartName, environment?: Readonly<Record<string, string>>) => Promise<void>
  readonly stop: (part: PartName) => Promise<void>
  /** What a part has written to its log so far, oldest first. */
  readonly log: (part: PartName) => Promise<readonly Readonly<Record<string, unknown>>[]>
  /** Ends a part as a crash does. */
  readonly kill: (part: PartName) => Promise<void>
  /** `npm run lanyard -- …` on the suite's data. */
  readonly lanyard: (...args: readonly string[]) => Promise<LanyardAnswer>
  /** Makes one company more, beside the running parts. */
  readonly seedCompany: (company: CompanyToSeed) => Promise<void>
}

/** Starts the suite with a catalogue of modules, and no people. */
export async function startSuite(options: SuiteOptions = {}): Promise<SuiteUnderTest> {
  const { parts = partNames, environment = {}, partsMayEnd = false } = options
  const data = await mkdtemp(join(tmpdir(), 'lanyard-suite-'))
  const folder = dataFolder(data)
  const settings = { ...readSettings({}, data), data, ports: await findFreePorts() }
  const environmentOf = (part: PartName) => ({ ...partEnvironment(part, settings, folder), ...environment[part] })
  const running = new Map<PartName, PartProcess>()
  const died: Ending[] = []

  const suite: SuiteUnderTest = {
    origin: (part) => originOf(settings, part),
    environment: environmentOf,
    async start(part, more = {}) {
      const logFile = join(folder.logs, `${part}.log`)
      const request = {
        part,
        origin: originOf(settings, part),
        environment: { ...environmentOf(part), ...more },
        logFile,
      }
      const started = startPart({ ...request, onLine: () => undefined })
      running.set(part, started)
      void started.ended.then((ending) => partsMayEnd || ending.asked || died.push(ending))
      await started.ready
    },
    async stop(part) {
      await running.get(part)?.stop()
    },
    async log(part) {
      const text = await readFile(join(folder.logs, `${part}.log`), 'utf8')
      const whole = text.slice(0, text.lastIndexOf('\n') + 1).split('\n')
      return whole.flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Record<string, unknown>] : []))
    },
    async kill(part) {
      await running.get(part)?.kill()
    },
    lanyard: (...args) => runLanyard(args, { LANYARD_DATA: data, LANYARD_PORT_BASE: String(settings.ports.hub) }),
    seedCompany: (company) => seedCompany(environmentOf, company),
    async [Symbol.asyncDispose]() {
      await Promise.all([...running.values()].map((part) => part.stop()))
      await rm(data, { recursive: true, force: true })
      const [first] = died
      if (first) throw new Error(`${first.part} ended by itself\n${first.tail.join('\n')}`)
    },
  }

  const keys = await makeKeys(folder)
  await mkdir(folder.logs, { recursive: true })
  {
    await using hub = await openHub(environmentOf('hub'))
    await seedCatalogue(hub, readBrand(settings.brandFile), keys)
  }
  try {
    await Promise.all(parts.map((part) => suite.start(part)))
  } catch (error) {
    await suite[Symbol.asyncDispose]()
    throw error
  }
  return suite
}

async function runLanyard(args: readonly string[], environment: Record<string, string>): Promise<LanyardAnswer> {
  const file = fileURLToPath(new URL('lanyard.ts', import.meta.url))
  const env = { ...process.env, ...environment }
  return new Promise((resolve) => {
    execFile(process.execPath, [file, ...args], { env, timeout: WAIT_LIMIT }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : Number(error.code ?? 1)
      resolve({ exitCode, output: stdout + stderr, answer: parseLast(stdout) })
    })
  })
}

function parseLast(output: string): LanyardAnswer['answer'] {
  const last = output.trim().split('\n').at(-1) ?? ''
  return last.startsWith('{') ? (JSON.parse(last) as LanyardAnswer['answer']) : {}
}
