import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { verifyFromCommandLine } from '../src/testing/verify/command.ts'
import { acts, openSmallProduct } from './small-product.ts'

const HUB_PORT = 6941

describe('lanyard-connect verify', () => {
  it('says how to start the product, waits for it, and reports each check', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'verify-'))
    const file = join(folder, 'acts.json')
    await writeFile(file, JSON.stringify(acts))
    await using product = await openSmallProduct({ issuer: `http://127.0.0.1:${HUB_PORT}` })
    const said: string[] = []
    const output = { write: (text: string) => said.push(text), complain: (text: string) => said.push(text) }

    const code = await verifyFromCommandLine([product.origin, '--with', file, '--port', `${HUB_PORT}`], output)
    // A hub of its own each time, the product still running (FQ4).
    const again = await verifyFromCommandLine([product.origin, '--with', file, '--port', `${HUB_PORT}`], output)

    await rm(folder, { recursive: true })
    const [how, report] = said
    assert.match(how ?? '', /issuer +http:\/\/127\.0\.0\.1:6941/)
    assert.match(report ?? '', /✔ An answer counts once \(T6, T19\): holds\n {4}tried {2}Opens the same answer/)
    assert.deepEqual([code, again], [0, 0], said.join('\n'))
  })

  it('does not take silence for an answer', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'verify-'))
    const file = join(folder, 'acts.json')
    await writeFile(file, JSON.stringify(acts))
    const output = { write: () => {}, complain: () => {} }

    const code = await verifyFromCommandLine(
      ['http://127.0.0.1:9', '--with', file, '--port', '0', '--wait', '0'],
      output,
    )

    await rm(folder, { recursive: true })
    assert.equal(code, 2)
  })

  it('shows its usage for any other arguments', async () => {
    const said: string[] = []
    const output = { write: () => {}, complain: (text: string) => void said.push(text) }
    for (const args of [[], ['http://localhost:4100'], ['nonsense', '--with', 'x'], ['--what']]) {
      assert.equal(await verifyFromCommandLine(args, output), 2)
    }
    assert.ok(said.every((text) => text.startsWith('Usage:')))
  })
})
