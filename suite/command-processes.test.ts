import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { WAIT_LIMIT } from '@lanyard/storage/testing'
import { openCommands, parse } from './operator-commands.ts'

const { environment, lanyard } = openCommands()

describe('the commands as processes', () => {
  it('print their answer in the last line, and say by their exit code how it went', async () => {
    const { code, answer } = await run('code.ts', 'tech@alder.example')
    assert.equal(code, 0)
    assert.match(String(answer['code']), /^\d{6}$/)
    assert.ok(Number(answer['seconds']) >= 30)
    assert.equal((await run('code.ts', 'newcomer@alder.example')).code, 1)
    assert.equal((await run('code.ts')).code, 2)
    assert.deepEqual(await run('lanyard.ts', 'links', 'alder'), { code: 0, answer: { links: [] } })
  })

  it('do what they were told also where no one reads what they say', async () => {
    const env = { ...process.env, ...environment }
    const path = fileURLToPath(new URL('lanyard.ts', import.meta.url))
    const command = spawn(process.execPath, [path, 'org', 'rename', 'birch', 'Birch & Sons'], {
      env,
      timeout: WAIT_LIMIT,
    })
    command.stdout.destroy()
    const [complaint, [code]] = await Promise.all([text(command.stderr), once(command, 'exit')])

    assert.deepEqual([code, complaint], [0, ''])
    const again = await lanyard('org', 'rename', 'birch', 'Birch & Sons')
    assert.equal(again.answer['changed'], false)
  })
})

async function run(file: string, ...args: readonly string[]) {
  const path = fileURLToPath(new URL(file, import.meta.url))
  const env = { ...process.env, ...environment }
  return new Promise<{ code: number; answer: ReturnType<typeof parse> }>((resolve) => {
    execFile(process.execPath, [path, ...args], { env, timeout: WAIT_LIMIT }, (error, stdout) => {
      resolve({ code: error === null ? 0 : Number(error.code), answer: parse(stdout.trim().split('\n').at(-1)) })
    })
  })
}
