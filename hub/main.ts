import { pino } from 'pino'
import { ConfigError } from './src/config-error.ts'
import { readConfig } from './src/config.ts'
import { startHub } from './src/server.ts'

const log = pino({ name: 'hub' }, pino.destination({ dest: 1, sync: true }))

try {
  const hub = await startHub(readConfig(process.env), log)
  log.info({ event: 'listening', ...hub.address }, 'listening')
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(hub))
} catch (error) {
  if (error instanceof ConfigError) log.error({ event: 'misconfigured', mistakes: error.mistakes })
  else log.error({ event: 'start_failed', err: error })
  process.exitCode = 1
}

async function stop(hub: { close(): Promise<void> }): Promise<void> {
  try {
    await hub.close()
    log.info({ event: 'stopped' }, 'stopped')
  } catch (error) {
    log.error({ event: 'stop_failed', err: error })
    process.exitCode = 1
  }
}
