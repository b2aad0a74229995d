import { styleText } from 'node:util'
import { readBrand } from '@lanyard/ui'
import { ensureDemoData, ForeignFolder } from './seed/ensure-demo-data.ts'
import { takenPorts } from './src/free-ports.ts'
import { messages } from './src/messages/en.ts'
import { PartFailed, tellEnding } from './src/part-process.ts'
import type { PartProcess } from './src/part-process.ts'
import type { LogLine } from './src/part-log.ts'
import type { PartName } from './src/parts.ts'
import { selectParts, SelectionError } from './src/select-parts.ts'
import { assertDemoMayRun, readSettings, SettingsError } from './src/settings.ts'
import type { Settings } from './src/settings.ts'
import { startParts, stopParts } from './src/start-parts.ts'
import { waitForStop } from './src/wait-for-stop.ts'
import { welcome } from './seed/welcome.ts'

const words = messages.start
/** As pino counts; what is below is in the log file alone. */
const warningLevel = 40

try {
  process.exitCode = await run()
} catch (error) {
  process.exitCode = explain(error)
}

/** @returns the exit code */
async function run(): Promise<number> {
  const began = performance.now()
  assertDemoMayRun(process.env)
  const settings = readSettings(process.env, process.cwd())
  const names = selectParts(process.argv.slice(2))
  const taken = await takenPorts(names.map((part) => settings.ports[part]))
  if (taken.length > 0) return refuse(words.portsTaken(taken))

  await ensureDemoData(settings, say)
  say(words.starting(names))
  const parts: PartProcess[] = []
  const start = (wave: readonly PartName[]) => void parts.push(...startParts(wave, settings, show))
  const failed = await supervise({ parts, waves: inWaves(names), start }, settings, began)
  say(words.stopping)
  await stopParts(parts)
  say(words.stopped)
  return failed ? 1 : 0
}

interface Starting {
  /** Those that were started so far. */
  readonly parts: readonly PartProcess[]
  readonly waves: readonly (readonly PartName[])[]
  readonly start: (wave: readonly PartName[]) => void
}

/** The hub comes up first, so that no product finds it missing; a deployment's products need no such order. */
function inWaves(names: readonly PartName[]): readonly (readonly PartName[])[] {
  const products = names.filter((name) => name !== 'hub')
  return [names.filter((name) => name === 'hub'), products].filter((wave) => wave.length > 0)
}

/** Resolves when the parts are to be stopped: the user asked, one did not come up, or none is left. */
async function supervise({ parts, waves, start }: Starting, settings: Settings, began: number): Promise<boolean> {
  const asked = waitForStop()
  try {
    for (const wave of waves) {
      start(wave)
      const up = await Promise.race([asked, Promise.all(parts.map(({ ready }) => ready))])
      if (up === 'asked') return false
    }
  } catch (error) {
    if (!(error instanceof PartFailed)) throw error
    warn(error.message)
    return true
  }
  say(
    `\n${welcome(
      settings,
      readBrand(settings.brandFile),
      parts.map(({ part }) => part),
    )}\n`,
  )
  say(words.ready((performance.now() - began) / 1000))
  return (await Promise.race([asked, reportDeaths(parts)])) === 'none left'
}

/** The others go on when one dies: that is what the article's products do. */
async function reportDeaths(parts: readonly PartProcess[]): Promise<'none left'> {
  const report = async (part: PartProcess) => {
    const ending = await part.ended
    if (ending.asked) return
    warn(`${tellEnding(words.died, ending)}\n${words.startAgain(part.part)}`)
  }
  await Promise.all(parts.map(report))
  return 'none left'
}

function show(part: PartName, line: LogLine): void {
  if (line.level >= warningLevel) warn(words.lineOf(part, line.text))
}

function explain(error: unknown): number {
  if (error instanceof SelectionError) {
    refuse(`${error.message}\n${words.usage}`)
    return 2
  }
  if (error instanceof SettingsError || error instanceof ForeignFolder) return refuse(error.message)
  throw error
}

function refuse(text: string): 1 {
  warn(text)
  return 1
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function warn(text: string): void {
  process.stderr.write(`${styleText('red', text, { stream: process.stderr })}\n`)
}
