import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { connect, logIn, showHome } from './product.ts'

const app = new Hono()
app.all('/connect/*', async ({ req, notFound }) => (await connect.handle(req.raw)) ?? notFound())
app.get('/log-in/:user', ({ req }) => logIn(req.raw))
app.get('/', ({ req }) => showHome(req.raw))
serve({ fetch: app.fetch, port: 0 }, (address) => console.log(JSON.stringify(address)))
