import { oc } from '@orpc/contract'
import * as z from 'zod'

import { appErrors } from '../errors.ts'
import { codeTarget, codeTargetId, writtenCode } from '../model/code.ts'
import { exported, exportFormat, exportSource } from '../model/export.ts'
import { importReport } from '../model/import.ts'
import { requestDraft, requestPlace } from '../model/request.ts'

const call = oc.errors(appErrors)
const source = z.object({ file: z.string().min(1), passphrase: z.string().nullable() })
const cloudId = z.string().min(1).nullable()
const place = requestPlace.default({ sourceId: null, environmentId: null })

/** What other programs wrote, and what is written for them. */
export const interchange = {
  codeTargets: call.output(z.array(codeTarget)),
  /** A request in another language, without its secrets: they are variables of the environment there. */
  code: call
    .input(z.object({ draft: requestDraft, cloudId, place, target: codeTargetId }))
    .output(writtenCode),
  /** Reads an exported file and tells what would come in. Nothing is kept. */
  preview: call.input(source).output(importReport),
  /** The same, and its secrets become secret variables, the other variables of `environment` plain ones. */
  take: call.input(source.extend({ environment: z.string().nullable() })).output(importReport),
  /** The same as a folder in a folder of a collection; its secrets go to the key store. Answers with the id of it. */
  importInto: call
    .input(source.extend({ folderId: z.string().min(1) }))
    .output(z.object({ id: z.string(), report: importReport })),
  /**
   * Requests for another program, without their secrets. An OpenCollection is written as a folder at `path`, a whole one
   * or one that begins with `~/`; the others come as the text of a file. An archive (HAR) is made of exchanges alone.
   */
  export: call
    .input(
      z
        .object({
          what: exportSource,
          format: exportFormat,
          path: z.string().nullable(),
          passphrase: z.string().nullable(),
        })
        .refine(({ what, format }) => format !== 'har' || what.kind === 'history'),
    )
    .output(exported),
}
