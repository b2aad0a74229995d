import { allCommands, findCommand } from './commands/all-commands.ts'
import { UsageError } from './commands/command.ts'
import { messages } from './messages/en.ts'
import { runAsCommand } from './run-as-command.ts'
import type { Terminal } from './run-as-command.ts'

/** `npm run lanyard -- …`. @returns the exit code */
export function runLanyard(words: readonly string[], terminal: Terminal): Promise<number> {
  const found = findCommand(words)
  const commands = found === null ? allCommands : [found.command]
  const usage = messages.operator.usage(commands.map(({ name, arguments: places }) => `${name} ${places}`))

  return runAsCommand(terminal, usage, async (operator) => {
    if (found === null) throw new UsageError(messages.operator.unknownCommand(words.slice(0, 2).join(' ')))
    return found.command.run(operator, found.rest)
  })
}
