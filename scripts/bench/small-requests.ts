import type { Answers } from './answers-process.ts'
import type { Bench, Measured } from './bench.ts'
import type { EngineReport } from './engine-process.ts'
import { nextMessage, stopRole } from './roles.ts'

/** Small requests on a kept connection, by the engine and by `node:http` alone. */
export async function measureEngine({ roles, runs, log }: Bench): Promise<Measured> {
  const answers = roles.start('answers', '')
  try {
    const { origin } = await nextMessage<Answers>(answers)
    const order = { url: `${origin}/small/cirros`, turns: 4 * runs }
    const engine = roles.start('engine', JSON.stringify(order))
    const { oursMs, bareMs } = await nextMessage<EngineReport>(engine)
    await stopRole(engine)
    log(`small request: ${oursMs.toFixed(3)} ms; node:http alone: ${bareMs.toFixed(3)} ms`)
    return {
      values: { 'engine/node-http': oursMs / bareMs },
      series: [
        { what: 'a thousand small requests, Arclight’s engine', eachMs: [1000 * oursMs] },
        { what: 'a thousand small requests, `node:http` alone', eachMs: [1000 * bareMs] },
      ],
    }
  } finally {
    await stopRole(answers)
  }
}
