import { oc } from '@orpc/contract'
import * as z from 'zod'

import { appErrors } from '../errors.ts'
import { importReport } from '../model/import.ts'

const call = oc.errors(appErrors)
const source = z.object({ file: z.string().min(1), passphrase: z.string().nullable() })

/** What other programs wrote, and what is written for them. */
export const interchange = {
  /** Reads an exported file and tells what would come in. Nothing is kept. */
  preview: call.input(source).output(importReport),
  /** The same, and its secrets become secret variables, the other variables of `environment` plain ones. */
  take: call.input(source.extend({ environment: z.string().nullable() })).output(importReport),
  /** The same as a folder in a folder of a collection; its secrets go to the key store. Answers with the id of it. */
  importInto: call
    .input(source.extend({ folderId: z.string().min(1) }))
    .output(z.object({ id: z.string(), report: importReport })),
}
