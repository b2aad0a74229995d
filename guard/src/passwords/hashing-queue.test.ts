import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { HashingBusy, type HashingQueue, type Lane, openHashingQueue } from './hashing-queue.ts'

/** Work that ends when it is told to, and a list of what has begun. */
function worksOf(queue: HashingQueue) {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const run = (lane: Lane, name: string) =>
    queue.run(lane, async () => {
      begun.push(name)
      await new Promise<void>((resolve) => ends.set(name, resolve))
      return name
    })
  return { begun, run, end: (name: string) => ends.get(name)?.() }
}

describe('the queue of hashes', () => {
  it('keeps a turn for who is known, however many strangers there are (T34, FL3)', async () => {
    const { begun, run, end } = worksOf(openHashingQueue({ strangers: 1, reserved: 1, waiting: 9 }))
    const strangers = ['s1', 's2', 's3'].map((name) => run('stranger', name))
    assert.deepEqual(begun, ['s1'])

    const known = run('known', 'k1')

    assert.deepEqual(begun, ['s1', 'k1'])
    end('k1')
    assert.equal(await known, 'k1')
    assert.deepEqual(begun, ['s1', 'k1'])
    end('s1')
    await strangers[0]
    end('s2')
    await strangers[1]
    end('s3')
    await strangers[2]
    assert.deepEqual(begun, ['s1', 'k1', 's2', 's3'])
  })

  it('lets who is known pass those who wait', async () => {
    const { begun, run, end } = worksOf(openHashingQueue({ strangers: 1, reserved: 1, waiting: 9 }))
    const first = [run('stranger', 's1'), run('known', 'k1')]
    const second = [run('stranger', 's2'), run('known', 'k2')]

    end('s1')
    await first[0]

    assert.deepEqual(begun, ['s1', 'k1', 'k2'])
    for (const name of ['k1', 'k2']) end(name)
    await Promise.all([first[1], second[1]])
    end('s2')
    assert.equal(await second[0], 's2')
  })

  it('turns away what is too much at once, of strangers and of the known by themselves (FL3)', async () => {
    const { run, end } = worksOf(openHashingQueue({ strangers: 1, reserved: 1, waiting: 2 }))
    const all = [run('stranger', 's1'), run('stranger', 's2'), run('stranger', 's3')]

    await assert.rejects(run('stranger', 's4'), HashingBusy)
    all.push(run('known', 'k1'))

    for (const name of ['s1', 's2', 's3', 'k1']) {
      end(name)
      await all[['s1', 's2', 's3', 'k1'].indexOf(name)]
    }
  })

  it('goes on after work that failed', async () => {
    const queue = openHashingQueue({ strangers: 1, reserved: 0, waiting: 9 })

    const failing = queue.run('stranger', () => Promise.reject(new Error('broken')))
    const next = queue.run('stranger', async () => 'done')

    await assert.rejects(failing, /broken/)
    assert.equal(await next, 'done')
  })
})
