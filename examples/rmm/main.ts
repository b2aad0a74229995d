import { createApp } from './src/app.ts'
import { ConfigError, readConfig } from './src/config.ts'
import { openRmm } from './src/open-rmm.ts'
import type { Log } from './src/rmm.ts'

const levels = { info: 30, warn: 40, error: 50 }

try {
  await serve()
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

async function serve(): Promise<void> {
  const config = readConfig(process.env)
  const rmm = await openRmm(config, log)
  const { listen } = config
  const rounds = rmm.signOn.start()
  const server = createApp(rmm).listen(listen.port, listen.host, (error) => {
    if (error) throw error
    log({ level: 'info', event: 'listening', ...listen })
  })

  const stop = () => {
    server.close(() => void finish())
    server.closeAllConnections()
  }
  const finish = async () => {
    await rounds.stop()
    await rmm[Symbol.asyncDispose]()
    process.exit()
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

/** A line of JSON as pino writes it. */
function log({ level, event, ...details }: Parameters<Log>[0]): void {
  process.stdout.write(`${JSON.stringify({ level: levels[level], time: Date.now(), msg: event, ...details })}\n`)
}
