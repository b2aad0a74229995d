import { pino } from 'pino'
import { ConfigError, readConfig } from './src/config.ts'
import { startHub } from './src/start-hub.ts'

const log = pino({ name: 'hub' }, pino.destination({ dest: 1, sync: true }))

try {
  const { stop, address } = await startHub(readConfig(process.env), log)
  log.info({ event: 'listening', host: address.host, port: address.port }, 'listening')
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void finish(stop))
} catch (error) {
  if (error instanceof ConfigError) log.error({ event: 'misconfigured', mistakes: error.mistakes })
  else log.error({ event: 'start_failed', err: error })
  process.exitCode = 1
}

async function finish(stop: () => Promise<void>): Promise<void> {
  try {
    await stop()
    log.info({ event: 'stopped' }, 'stopped')
  } catch (error) {
    log.error({ event: 'stop_failed', err: error })
    process.exitCode = 1
  }
}
