import { join } from 'node:path'

import { defaultHistoryLimits } from '../../../../shared/model/history-limits.ts'
import { createBodyStore } from '../../history/create-body-store.ts'
import { createHistory } from '../../history/create-history.ts'
import { answering, request } from '../../history/history-trial.ts'
import { sweepHalfWritten } from '../write-durably.ts'
import { damaged, never, saveUntilKilled } from './save-until-killed.ts'

/** Also purges: the cap is smaller than what is made. */
const limits = () => ({ ...defaultHistoryLimits, mostRecords: 20 })

await saveUntilKilled(async (dir) => {
  const historyDir = join(dir, 'history')
  await sweepHalfWritten(historyDir)
  const bodies = await createBodyStore({ dir: join(dir, 'bodies') })
  const history = await createHistory({ dir: historyDir, bodies, damaged, limits })
  const send = history.recorded(answering({ status: 200, body: 'x' }))
  return {
    history: {
      async read() {
        const all = { text: '', cloudId: null, imageId: null, limit: 100, offset: 0 }
        const { records } = await history.list(all, never)
        const values = records.map(({ id }) => Number(id)).toSorted((a, b) => a - b)
        const isWhole = values.every((value, at) => value === values[0]! + at)
        return isWhole ? (values.at(-1) ?? 0) : Number.NaN
      },
      async save(value) {
        for await (const event of send(request({ id: `${value}` }), never)) void event
        await history.close()
      },
    },
  }
})
