import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Bounds how many connections are kept though nothing is asked on them: of more, the one that is idle longest is closed.
 * A server that stops keeps none, so that it does not wait for people who read.
 */
export function boundIdle(server: Server, most: number): void {
  const asked = new WeakMap<Socket, number>()
  /** The one that is idle longest comes first. */
  const idle = new Set<Socket>()

  const note = (socket: Socket, change: 1 | -1) => {
    const left = (asked.get(socket) ?? 0) + change
    asked.set(socket, left)
    idle.delete(socket)
    // A client may ask for more before it has its answer.
    if (left > 0 || socket.destroyed) return
    if (!server.listening) return socket.destroySoon()
    idle.add(socket)
    const [longest] = idle
    if (idle.size <= most || longest === undefined) return
    idle.delete(longest)
    longest.destroySoon()
  }

  server.on('connection', (socket: Socket) => void socket.once('close', () => idle.delete(socket)))
  server.on('request', ({ socket }, response) => {
    note(socket, 1)
    response.once('close', () => note(socket, -1))
  })
}
