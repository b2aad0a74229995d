import process from 'node:process'
import { pino } from 'pino'
import { ConfigError, readConfig } from './src/config.ts'
import { openPsa } from './src/open-psa.ts'
import { startServer } from './src/server.ts'

/** Connections that a stop waits for at most, in milliseconds. */
const STOP_LIMIT = 5000

const log = pino({ name: 'psa' })
try {
  const config = readConfig(process.env)
  const psa = await openPsa(config, log)
  const server = await startServer(psa)
  log.info({ event: 'listening', deployment: config.deployment, origin: config.origin, port: server.port })

  const stop = async () => {
    process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM')
    setTimeout(() => process.exit(), STOP_LIMIT).unref()
    await server.stop()
    await psa[Symbol.asyncDispose]()
  }
  process.once('SIGINT', () => void stop()).once('SIGTERM', () => void stop())
} catch (error) {
  if (error instanceof ConfigError) log.fatal({ event: 'configuration_invalid' }, error.message)
  else log.fatal({ event: 'start_failed', err: error })
  process.exitCode = 1
}
