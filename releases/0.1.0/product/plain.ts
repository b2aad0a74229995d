import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { mount, toRequest } from '@lanyard/connect/express'
import { connect, logIn, showHome } from './product.ts'

const answerConnect = mount(connect)

async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const page = incoming.url?.startsWith('/log-in/') ? logIn : showHome
  const response = await page(toRequest(incoming))
  outgoing.setHeader('Set-Cookie', response.headers.getSetCookie()).end(await response.text())
}

const server = createServer(
  (incoming, outgoing) => void answerConnect(incoming, outgoing, () => void answer(incoming, outgoing)),
)
connect.start()
server.listen(Number(process.env['PORT'] ?? 0), () => console.log(JSON.stringify(server.address())))
