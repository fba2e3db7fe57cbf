import { createInterchange, type InterchangeParts } from './create-interchange.ts'
import type { Interchange } from './interchange.ts'

/** For tests of what comes in: what goes out is refused. */
export function interchangeTrial(parts: {
  files: InterchangeParts['files']
  collections?: InterchangeParts['collections']
  setVariable?: InterchangeParts['requests']['setVariable']
}): Interchange {
  const { files, collections = { addImport: refuse, tree: refuse }, setVariable = () => {} } = parts
  return createInterchange({
    files,
    collections,
    requests: { setVariable, writtenDown: refuse },
    history: { show: refuse, asDraft: refuse },
    bodies: { find: refuse },
    version: '0',
    now: Date.now,
  })
}

function refuse(): Promise<never> {
  return Promise.reject(new Error('nothing goes out here'))
}
