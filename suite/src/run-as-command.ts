import { ConfigError as RmmConfigError } from '@lanyard/example-rmm/src/config.ts'
import { ConfigError as HubConfigError } from '@lanyard/hub/src/config.ts'
import { ConfigError as PsaConfigError } from '@lanyard/psa/src/config.ts'
import { UsageError } from './commands/command.ts'
import type { Answer } from './commands/command.ts'
import { explainRefusal } from './explain-refusal.ts'
import { SettingsError } from './settings.ts'

/**
 * Runs a command for people and programs: words on the way, mistakes on `stderr`, and in every case a last line of
 * JSON on `stdout`.
 *
 * @returns the exit code: 0 done, 1 refused, 2 called wrongly
 */
export async function runAsCommand(usage: string, work: () => Promise<Answer>): Promise<number> {
  try {
    answer(await work())
    return 0
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n${usage}\n`)
      answer({ error: 'usage', message: error.message })
      return 2
    }
    const explained = isConfigError(error)
      ? { code: 'configuration', message: error.message }
      : explainRefusal(error, process.env['LANYARD_BRAND'])
    if (explained === null) throw error
    process.stderr.write(`${explained.message}\n`)
    answer({ error: explained.code, message: explained.message })
    return 1
  }
}

function isConfigError(error: unknown): error is Error {
  return [SettingsError, HubConfigError, PsaConfigError, RmmConfigError].some((kind) => error instanceof kind)
}

function answer(line: Answer): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
