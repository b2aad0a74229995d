import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { ensureDemoData } from './seed/ensure-demo-data.ts'
import { runLanyard } from './src/run-lanyard.ts'
import { readSettings } from './src/settings.ts'

/** Demo data of its own for a file of tests, and the operator's commands on it, in this process. */
export function openCommands() {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-operator-'))
  const environment = { LANYARD_DATA: join(folder, 'data') }
  before(() => ensureDemoData(readSettings(environment, folder), () => undefined))
  after(() => rmSync(folder, { recursive: true }))

  async function runIn(environment: Readonly<Record<string, string>>, ...args: readonly string[]) {
    const said: string[] = []
    const say = (line: string) => void said.push(line)
    const code = await runLanyard(args, { environment, workingFolder: folder, say, complain: () => undefined })
    return { code, answer: parse(said.at(-1)), said: said.slice(0, -1).join('\n') }
  }
  const lanyard = (...args: readonly string[]) => runIn(environment, ...args)
  return { folder, environment, lanyard, runIn }
}

/** The last line of a command is its answer. */
export function parse(line = ''): Readonly<Record<string, unknown>> {
  return JSON.parse(line) as Readonly<Record<string, unknown>>
}
