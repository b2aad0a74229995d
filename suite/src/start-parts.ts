import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { dataFolder } from './data-folder.ts'
import { noteIssuer } from './former-issuers.ts'
import { partEnvironment } from './part-environment.ts'
import type { LogLine } from './part-log.ts'
import { startPart } from './part-process.ts'
import type { PartProcess } from './part-process.ts'
import type { PartName } from './parts.ts'
import { originOf } from './settings.ts'
import type { Settings } from './settings.ts'

export type OnLine = (part: PartName, line: LogLine) => void

/** Starts these parts at once, each a process of its own, on data that is already there. */
export function startParts(names: readonly PartName[], settings: Settings, onLine: OnLine): readonly PartProcess[] {
  const folder = dataFolder(settings.data)
  mkdirSync(folder.logs, { recursive: true })
  noteIssuer(folder, originOf(settings, 'hub'))

  return names.map((part) =>
    startPart({
      part,
      origin: originOf(settings, part),
      environment: partEnvironment(part, settings, folder),
      logFile: join(folder.logs, `${part}.log`),
      onLine: (line) => onLine(part, line),
    }),
  )
}

/** Stops the products, then the hub, so that none finds it missing; resolves when no part is left. */
export async function stopParts(parts: readonly PartProcess[]): Promise<void> {
  const stop = (some: readonly PartProcess[]) => Promise.all(some.map((part) => part.stop()))
  try {
    await stop(parts.filter(({ part }) => part !== 'hub'))
  } finally {
    await stop(parts.filter(({ part }) => part === 'hub'))
  }
}
