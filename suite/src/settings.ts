import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { blockedPorts } from './blocked-ports.ts'
import { messages } from './messages/en.ts'
import { portOffsets } from './parts.ts'
import type { PartName } from './parts.ts'

/** Where the demo keeps its data and where its parts listen. */
export interface Settings {
  /** Absolute path of the folder `LANYARD_DATA`. */
  readonly data: string
  readonly ports: Readonly<Record<PartName, number>>
  readonly brandFile: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** Mistakes in the environment, a line each. */
export class SettingsError extends Error {
  override name = 'SettingsError'
}

const highestOffset = Math.max(...Object.values(portOffsets))

const settingsSchema = z.object({
  LANYARD_DATA: z.string().min(1).default('data'),
  LANYARD_PORT_BASE: z
    .string()
    .default('4000')
    .refine((text) => /^\d+$/.test(text) && Number(text) >= 1024 && Number(text) <= 65_535 - highestOffset, {
      error: ({ input }) => messages.settings.portBase(String(input)),
      abort: true,
    })
    .transform(Number)
    .refine((base) => blockedOf(base).length === 0, {
      error: ({ input }) => messages.settings.portsBlocked(Number(input), blockedOf(Number(input))),
    }),
  LANYARD_BRAND: z
    .string()
    .min(1)
    .default(fileURLToPath(new URL('../../brands/article.json', import.meta.url))),
})

/**
 * Reads where the demo keeps its data and where it listens.
 *
 * @throws {SettingsError} every mistake at once
 */
export function readSettings(environment: Environment, workingFolder: string): Settings {
  const parsed = settingsSchema.safeParse(dropEmpty(environment))
  if (!parsed.success) {
    throw new SettingsError(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'))
  }
  return {
    data: resolve(workingFolder, parsed.data.LANYARD_DATA),
    ports: portsFrom(parsed.data.LANYARD_PORT_BASE),
    brandFile: resolve(workingFolder, parsed.data.LANYARD_BRAND),
  }
}

/**
 * Holds the demo, whose accounts have known passwords, on loopback and out of production.
 *
 * @throws {SettingsError}
 */
export function assertDemoMayRun(environment: Environment): void {
  const listen = environment['LANYARD_LISTEN'] ?? ''
  if (environment['NODE_ENV'] === 'production') throw new SettingsError(messages.settings.production)
  if (listen !== '' && !isLoopback(listen)) throw new SettingsError(messages.settings.beyondLoopback(listen))
}

/** The port of every part, for a base. */
export function portsFrom(base: number): Readonly<Record<PartName, number>> {
  return {
    hub: base + portOffsets.hub,
    'psa-us': base + portOffsets['psa-us'],
    'psa-uk': base + portOffsets['psa-uk'],
    'psa-apac': base + portOffsets['psa-apac'],
    'rmm-us': base + portOffsets['rmm-us'],
  }
}

function blockedOf(base: number): readonly number[] {
  return blockedPorts(Object.values(portsFrom(base)))
}

/** `http://localhost:PORT` of each part. */
export function originOf(settings: Pick<Settings, 'ports'>, part: PartName): string {
  return `http://localhost:${settings.ports[part]}`
}

/** Is the host of `host`, `host:port` or `[address]:port` a loopback one? */
function isLoopback(listen: string): boolean {
  const host = listen.replace(/:\d+$/, '')
  return listen === '::1' || host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

function dropEmpty(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
}
