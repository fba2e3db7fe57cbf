import { oc } from '@orpc/contract'
import * as z from 'zod'

import { appErrors } from '../errors.ts'
import { newPassphrase, vaultStatus } from '../model/vault.ts'

const call = oc.errors(appErrors)
const passphrase = z.string().max(1000)

/** Where the app keeps passwords. */
export const vault = {
  status: call.output(vaultStatus),
  create: call.input(z.object({ passphrase: newPassphrase })).output(vaultStatus),
  unlock: call.input(z.object({ passphrase })).output(vaultStatus),
  lock: call.output(vaultStatus),
  changePassphrase: call.input(z.object({ old: passphrase, new: newPassphrase })).output(vaultStatus),
  /** Destroys every kept secret. */
  wipe: call.output(vaultStatus),
}
