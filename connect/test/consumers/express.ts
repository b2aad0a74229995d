import { mount, toRequest } from '@lanyard/connect/express'
import express, { type Request as Incoming, type Response as Outgoing } from 'express'
import { connect, logIn, showHome } from './product.ts'

const app = express()
app.use(mount(connect))
app.get('/log-in/:user', (incoming, outgoing) => answer(logIn, incoming, outgoing))
app.get('/', (incoming, outgoing) => answer(showHome, incoming, outgoing))
const server = app.listen(0, () => console.log(JSON.stringify(server.address())))

async function answer(page: (request: Request) => Promise<Response>, incoming: Incoming, outgoing: Outgoing) {
  const response = await page(toRequest(incoming))
  for (const cookie of response.headers.getSetCookie()) outgoing.append('Set-Cookie', cookie)
  outgoing.send(await response.text())
}
