import { ConfigError } from '@lanyard/running'
import { databaseMistakes, StorageError } from '@lanyard/storage'
import { UsageError } from './commands/command.ts'
import type { Answer } from './commands/command.ts'
import { explainRefusal } from './explain-refusal.ts'
import { openOperator } from './operator.ts'
import type { Operator } from './operator.ts'
import { SettingsError } from './settings.ts'

/** Where a command finds its settings and what it writes to. */
export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly workingFolder: string
  /** A line on `stdout`. */
  readonly say: (line: string) => void
  /** A line on `stderr`. */
  readonly complain: (line: string) => void
}

// A reader that has seen enough, such as `head`, ends no command half-way: what was begun is done, and told to no one.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

/** The terminal that this process was started from. */
export const ownTerminal: Terminal = {
  environment: process.env,
  workingFolder: process.cwd(),
  say: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
}

/**
 * Runs a command for people and programs: words on the way, mistakes on `stderr`, and in every case a last line of
 * JSON on `stdout`.
 *
 * @returns the exit code: 0 done, 1 refused or found not in order (`ok: false`), 2 called wrongly
 */
export async function runAsCommand(
  terminal: Terminal,
  usage: string,
  work: (operator: Operator) => Promise<Answer>,
): Promise<number> {
  const { environment, workingFolder, say, complain } = terminal
  const answer = (line: Answer) => say(JSON.stringify(line))
  try {
    await using operator = openOperator(environment, workingFolder, say)
    const line = await work(operator)
    answer(line)
    return line['ok'] === false ? 1 : 0
  } catch (error) {
    if (error instanceof UsageError) {
      complain(`${error.message}\n${usage}`)
      answer({ error: 'usage', message: error.message })
      return 2
    }
    const explained = isOfConfiguration(error)
      ? { code: 'configuration', message: error.message }
      : error instanceof StorageError && databaseMistakes(error) !== null
        ? { code: error.code, message: error.message }
        : explainRefusal(error, environment['LANYARD_BRAND'])
    if (explained === null) throw error
    complain(explained.message)
    answer({ error: explained.code, message: explained.message })
    return 1
  }
}

function isOfConfiguration(error: unknown): error is Error {
  return error instanceof SettingsError || error instanceof ConfigError
}
