import { setTimeout as delay } from 'node:timers/promises'
import { UsageError } from './src/commands/command.ts'
import { messages } from './src/messages/en.ts'
import { nextCode } from './src/next-code.ts'
import { ownTerminal, runAsCommand } from './src/run-as-command.ts'

const words = messages.code

process.exitCode = await runAsCommand(ownTerminal, words.usage, async (operator) => {
  const [username, ...others] = process.argv.slice(2)
  if (username === undefined || others.length > 0) throw new UsageError(words.nameOne)
  const next = await nextCode(await operator.hub(), username, (seconds) => {
    operator.say(words.waiting(seconds))
    return delay(seconds * 1000)
  })
  operator.say(words.code(next.code, next.seconds))
  return { ...next }
})
