import { setTimeout as delay } from 'node:timers/promises'
import { UsageError } from './src/commands/command.ts'
import { messages } from './src/messages/en.ts'
import { nextCode } from './src/next-code.ts'
import { openOperator } from './src/operator.ts'
import { runAsCommand } from './src/run-as-command.ts'

const words = messages.code
const say = (line: string) => void process.stdout.write(`${line}\n`)

const rest = (seconds: number) => {
  say(words.waiting(seconds))
  return delay(seconds * 1000)
}

process.exitCode = await runAsCommand(words.usage, async () => {
  const [username, ...others] = process.argv.slice(2)
  if (username === undefined || others.length > 0) throw new UsageError(words.nameOne)
  await using operator = openOperator(process.env, process.cwd(), say)
  const next = await nextCode(await operator.hub(), username, rest)
  say(words.code(next.code, next.seconds))
  return { ...next }
})
