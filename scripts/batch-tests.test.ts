import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import { writeBatch } from './batch-tests.ts'

/** Runs test files together. @returns the exit code, and what was printed */
async function runBatch(files: Readonly<Record<string, string>>): Promise<[number, string]> {
  const folder = mkdtempSync(join(tmpdir(), 'batch-'))
  try {
    for (const [name, body] of Object.entries(files)) {
      writeFileSync(join(folder, name), `import { it } from 'node:test'\n${body}\n`)
    }
    const batch = writeBatch(Object.keys(files), folder, folder)
    const { NODE_TEST_CONTEXT: _outer, ...env } = process.env
    const child = spawn(process.execPath, ['--test', '--test-reporter=tap', batch], { env })
    const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit') as Promise<[number]>])
    return [code, said]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const passes = `it('passes', () => {})`

describe('test files that run in one process', () => {
  it('all pass', async () => {
    const [code, said] = await runBatch({ 'one.test.mjs': passes, 'two.test.mjs': passes })
    assert.equal(code, 0)
    assert.match(said, /two\.test\.mjs/)
  })

  it('fail where one of them fails, cannot be loaded, or ends the process before the others have run', async () => {
    const bad = [
      `it('fails', () => { throw new Error('as it should') })`,
      `throw new Error('no file')`,
      `it('ends', () => process.exit(0))`,
    ]
    const codes = await Promise.all(bad.map((body) => runBatch({ 'one.test.mjs': body, 'two.test.mjs': passes })))
    assert.deepEqual(
      codes.map(([code]) => code),
      [1, 1, 1],
    )
  })
})
