import process from 'node:process'
import { openLog, runPart } from '@lanyard/running'
import { databaseMistakes } from '@lanyard/storage'
import manifest from './package.json' with { type: 'json' }
import { readConfig } from './src/config.ts'
import { startPsa } from './src/server.ts'

const log = openLog({ part: 'psa', version: manifest.version })

await runPart(process, {
  log,
  async start() {
    const config = readConfig(process.env)
    const psa = await startPsa(config, log)
    log.info({ event: 'listening', deployment: config.deployment, origin: config.origin, ...psa.address })
    return psa
  },
  mistakesOf: databaseMistakes,
})
