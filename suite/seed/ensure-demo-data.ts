import { existsSync, readdirSync, rmdirSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { dataFolder } from '../src/data-folder.ts'
import { messages } from '../src/messages/en.ts'
import type { Settings } from '../src/settings.ts'

/** The folder holds something else than Lanyard's data. */
export class ForeignFolder extends Error {
  override name = 'ForeignFolder'
}

const making = '.making-'

/**
 * Makes demo data where the folder is missing or empty; leaves any other as it is.
 *
 * It is made in a folder beside and moved into place whole, so that a seeding that is killed leaves nothing
 * but that folder, which the next one removes.
 *
 * @param say hears one line per step
 * @throws {ForeignFolder} the folder holds something, but no key ring of a hub
 */
export async function ensureDemoData(settings: Settings, say: (line: string) => void): Promise<void> {
  const path = settings.data
  if (existsSync(path) && readdirSync(path).length > 0) {
    if (!existsSync(dataFolder(path).hubKeys)) throw new ForeignFolder(messages.start.notLanyardData(path))
    return
  }
  const began = performance.now()
  await removeLeftovers(path)
  const draft = `${path}${making}${process.pid}`
  try {
    await mkdir(draft, { recursive: true, mode: 0o700 })
    const { seedDemo } = await import('./seed-demo.ts')
    await seedDemo({ ...settings, data: draft }, (step) => say(messages.start.making(messages.start.steps[step])))
    if (existsSync(path)) rmdirSync(path)
    await rename(draft, path)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  say(messages.start.made((performance.now() - began) / 1000, path))
}

/** Drafts of seedings that were killed; one that is under way is left alone. */
async function removeLeftovers(path: string): Promise<void> {
  const parent = dirname(path)
  if (!existsSync(parent)) return
  const prefix = basename(path) + making
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith(prefix))) {
    if (!isRunning(Number(name.slice(prefix.length)))) await rm(join(parent, name), { recursive: true, force: true })
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch {
    return false
  }
}
