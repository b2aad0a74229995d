import { allCommands, findCommand } from './src/commands/all-commands.ts'
import { UsageError } from './src/commands/command.ts'
import { messages } from './src/messages/en.ts'
import { openOperator } from './src/operator.ts'
import { runAsCommand } from './src/run-as-command.ts'

const words = process.argv.slice(2)
const found = findCommand(words)
const commands = found === null ? allCommands : [found.command]
const usage = messages.operator.usage(commands.map(({ name, arguments: places }) => `${name} ${places}`))

process.exitCode = await runAsCommand(usage, async () => {
  if (found === null) throw new UsageError(messages.operator.unknownCommand(words.slice(0, 2).join(' ')))
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  await using operator = openOperator(process.env, process.cwd(), say)
  return await found.command.run(operator, found.rest)
})
