import { ownTerminal } from './src/run-as-command.ts'
import { runLanyard } from './src/run-lanyard.ts'

process.exitCode = await runLanyard(process.argv.slice(2), ownTerminal)
