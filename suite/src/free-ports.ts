import { createServer } from 'node:net'
import { once } from 'node:events'
import { randomInt } from 'node:crypto'
import { blockedPorts } from './blocked-ports.ts'
import { partNames } from './parts.ts'
import { portsFrom } from './settings.ts'
import type { Settings } from './settings.ts'

/** Which of these ports another process holds. */
export async function takenPorts(ports: readonly number[]): Promise<readonly number[]> {
  const free = await Promise.all(ports.map(isFree))
  return ports.filter((_port, index) => free[index] === false)
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    server.listen({ port, host: '127.0.0.1', exclusive: true })
    await once(server, 'listening')
    return true
  } catch {
    return false
  } finally {
    server.close()
  }
}

/**
 * Ports that are free, for a suite of a test's own. They lie below the range from which systems take the
 * ports of outgoing connections, so that a browser does not catch one in between.
 */
export async function findFreePorts(): Promise<Settings['ports']> {
  for (let tries = 0; tries < 50; tries += 1) {
    const ports = portsFrom(randomInt(10_000, 30_000))
    const all = partNames.map((part) => ports[part])
    if (blockedPorts(all).length === 0 && (await takenPorts(all)).length === 0) return ports
  }
  throw new Error('found no free ports')
}
