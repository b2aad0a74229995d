import { UsageError } from './src/commands/command.ts'
import { messages } from './src/messages/en.ts'
import { nextCode } from './src/next-code.ts'
import { openOperator } from './src/operator.ts'
import { runAsCommand } from './src/run-as-command.ts'

const words = messages.code
const say = (line: string) => void process.stdout.write(`${line}\n`)

process.exitCode = await runAsCommand(words.usage, async () => {
  const [username, ...rest] = process.argv.slice(2)
  if (username === undefined || rest.length > 0) throw new UsageError(words.nameOne)
  await using operator = openOperator(process.env, process.cwd(), say)
  const next = await nextCode(await operator.hub(), username, (seconds) => say(words.waiting(seconds)))
  say(words.code(next.code, next.seconds))
  return { ...next }
})
