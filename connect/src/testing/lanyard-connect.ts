#!/usr/bin/env node
import { command } from './messages/en.ts'
import { verifyFromCommandLine } from './verify/command.ts'

const [name, ...rest] = process.argv.slice(2)
if (name === 'verify') process.exitCode = await verifyFromCommandLine(rest)
else {
  console.error(command.usage)
  process.exitCode = 2
}
