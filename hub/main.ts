import process from 'node:process'
import { openLog, runPart } from '@lanyard/running'
import { databaseMistakes } from '@lanyard/storage'
import manifest from './package.json' with { type: 'json' }
import { readConfig } from './src/config.ts'
import { startHub } from './src/server.ts'

const log = openLog({ part: 'hub', version: manifest.version })

await runPart(process, {
  log,
  async start() {
    const config = readConfig(process.env)
    const hub = await startHub(config, log)
    log.info({ event: 'listening', issuer: config.issuer, ...hub.address })
    return hub
  },
  mistakesOf: databaseMistakes,
})
