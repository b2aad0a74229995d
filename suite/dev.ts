import { styleText } from 'node:util'
import { ensureDemoData, ForeignFolder } from './seed/ensure-demo-data.ts'
import { foldersOf } from './src/folders-of.ts'
import { takenPorts } from './src/free-ports.ts'
import { messages } from './src/messages/en.ts'
import type { PartProcess } from './src/part-process.ts'
import type { PartName } from './src/parts.ts'
import { selectParts, SelectionError } from './src/select-parts.ts'
import { assertDemoMayRun, originOf, readSettings, SettingsError } from './src/settings.ts'
import type { Settings } from './src/settings.ts'
import { startParts } from './src/start-parts.ts'
import { waitForStop } from './src/wait-for-stop.ts'
import { watchFolders } from './src/watch-folders.ts'

const words = messages.dev

try {
  process.exitCode = await run()
} catch (error) {
  if (!(error instanceof SelectionError || error instanceof SettingsError || error instanceof ForeignFolder))
    throw error
  warn(error.message)
  process.exitCode = error instanceof SelectionError ? 2 : 1
}

/** @returns the exit code */
async function run(): Promise<number> {
  assertDemoMayRun(process.env)
  const settings = readSettings(process.env, process.cwd())
  const [part, ...others] = selectParts(process.argv.slice(2))
  if (part === undefined || others.length > 0) throw new SelectionError(words.usage)
  const taken = await takenPorts([settings.ports[part]])
  if (taken.length > 0) throw new SettingsError(messages.start.portsTaken(taken))

  await ensureDemoData(settings, say)
  await runAgainAtChanges(part, settings)
  return 0
}

/** Resolves when the developer asks the part to stop. A part that dies waits for the next change. */
async function runAgainAtChanges(part: PartName, settings: Settings): Promise<void> {
  const asked = waitForStop()
  const folders = foldersOf(part)
  using changes = watchFolders(folders)
  say(words.watching(folders, originOf(settings, part)))
  for (;;) {
    changes.forget()
    const [started] = startParts([part], settings, (_part, { text }) => say(text))
    if (started === undefined) return
    void reportDeath(started)
    const change = await Promise.race([asked, changes.next()])
    await started.stop()
    if (change === 'asked') return
    say(words.changed(change.path, part))
  }
}

async function reportDeath({ part, ended }: PartProcess): Promise<void> {
  const { asked } = await ended
  if (!asked) warn(words.died(part))
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function warn(text: string): void {
  process.stderr.write(`${styleText('red', text, { stream: process.stderr })}\n`)
}
