import type { AddressInfo, Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** A mail as a mail program reads it, and for whom it was handed over. */
export interface ReceivedMail {
  readonly to: readonly string[]
  readonly mail: Email
  /** Its source. */
  readonly source: string
}

/** What a server does with something: takes it, answers with a code of SMTP, or breaks the connection. */
export type Conduct = 'take' | 'drop' | number

interface Conducts {
  /** Asked for each recipient. */
  readonly atRecipient?: (address: string) => Conduct
  /** Asked when a whole message is there and kept, before that is said. */
  readonly atMessage?: () => Conduct | Promise<Conduct>
  /** The only user that may send. */
  readonly user?: { readonly name: string; readonly password: string }
  /** Offers STARTTLS, with an untrusted certificate. */
  readonly startTls?: boolean
  /** Where a server was before. */
  readonly port?: number
}

export interface PostOffice extends AsyncDisposable {
  readonly port: number
  /** For `LANYARD_SMTP`. */
  readonly address: string
  /** Also those of which it did not say that it took them. */
  readonly received: readonly ReceivedMail[]
}

/** A real SMTP server on loopback, of one test's own. */
export async function openPostOffice(conducts: Conducts = {}): Promise<PostOffice> {
  const received: ReceivedMail[] = []
  const sockets = new Set<Socket>()
  const server = new SMTPServer({ ...optionsOf(conducts), ...handlersOf(conducts, received, sockets) })
  server.on('error', () => undefined)
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => {
    server.listen(conducts.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.server.address() as AddressInfo
  return {
    port,
    address: `smtp://127.0.0.1:${port}`,
    received,
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

function optionsOf({ user, startTls = false }: Conducts): SMTPServerOptions {
  const disabledCommands = [...(user ? [] : ['AUTH']), ...(startTls ? [] : ['STARTTLS'])]
  return { logger: false, disabledCommands, allowInsecureAuth: true, authOptional: !user, disableReverseLookup: true }
}

function handlersOf(conducts: Conducts, received: ReceivedMail[], sockets: ReadonlySet<Socket>): SMTPServerOptions {
  const { atRecipient = () => 'take', atMessage = () => 'take', user } = conducts
  const act = (conduct: Conduct, callback: (error?: Error | null) => void) => {
    if (conduct === 'take') callback()
    else if (conduct === 'drop') for (const socket of sockets) socket.destroy()
    else callback(Object.assign(new Error('No'), { responseCode: conduct }))
  }
  return {
    onAuth({ username, password }, _session, callback) {
      const isRight = user?.name === username && user?.password === password
      if (isRight) callback(null, { user: username })
      else callback(Object.assign(new Error('No'), { responseCode: 535 }))
    },
    onRcptTo: ({ address }, _session, callback) => act(atRecipient(address), callback),
    onData(stream, { envelope }, callback) {
      const receive = async (source: Buffer) => {
        const to = envelope.rcptTo.map(({ address }) => address)
        received.push({ to, mail: await PostalMime.parse(source), source: source.toString() })
        act(await atMessage(), callback)
      }
      // A sender that stops in the middle has sent nothing.
      void buffer(stream).then(receive, callback)
    },
  }
}
