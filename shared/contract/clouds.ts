import { eventIterator, oc } from '@orpc/contract'
import * as z from 'zod'

import { appErrors } from '../errors.ts'
import {
  catalogService,
  cloud,
  cloudProbe,
  cloudSettings,
  endpointInterface,
  otherScopes,
  project,
  scopeTarget,
} from '../model/cloud.ts'
import { cloudsFilePreview, cloudsOnMachine } from '../model/clouds-file.ts'

const call = oc.errors(appErrors)
const cloudId = z.string().min(1)
const secret = z.string().max(100_000).nullable()
const passcode = z.string().max(20).nullable()
const names = z.array(z.string()).min(1)
const cloudsFile = z.object({
  text: z.string().max(1_000_000),
  secureText: z.string().max(1_000_000).nullable(),
  publicText: z.string().max(1_000_000).nullable(),
})

/** What any client may ask about clouds and the sessions on them. */
export const clouds = {
  list: call.output(z.array(cloud)),
  /** The whole list, first as it is and then after each change of a cloud or a session. */
  watch: call.output(eventIterator(z.array(cloud))),
  /** `secret`: a password, a token or that of an application credential; null asks for it at sign-in. */
  add: call.input(z.object({ settings: cloudSettings, secret })).output(cloud),
  /** A null secret leaves the kept one. Changing anything a token depends on signs out. */
  update: call.input(z.object({ cloudId, settings: cloudSettings, secret })).output(cloud),
  remove: call.input(z.object({ cloudId })).output(z.void()),
  /** Reads a clouds.yaml (with secure.yaml, clouds-public.yaml) or an openrc, and says what would be imported. */
  previewFile: call.input(cloudsFile).output(cloudsFilePreview),
  importFile: call.input(cloudsFile.extend({ names })).output(z.array(cloud)),
  /** The clouds that the command line of the host's machine would find: files and OS_* variables. */
  onMachine: call.output(cloudsOnMachine),
  importFromMachine: call.input(z.object({ names })).output(z.array(cloud)),
  /**
   * Writes clouds.yaml, and secure.yaml with what secrets are known where they are wanted, into a folder of the host.
   * Throws FILE_EXISTS unless it may replace. `withoutSecret`: the clouds whose secret is not written.
   */
  exportFiles: call
    .input(
      z.object({
        cloudIds: z.array(cloudId).min(1),
        dir: z.string(),
        withSecrets: z.boolean(),
        isReplacing: z.boolean(),
      }),
    )
    .output(z.object({ paths: z.array(z.string()), withoutSecret: z.array(z.string()) })),
  test: call.input(z.object({ settings: cloudSettings, secret, passcode })).output(cloudProbe),
  /**
   * Secret null: use the kept one. `isKept`: remember it in the key store. After FACTOR_NEEDED call again with what is
   * missing; what was typed before is still known for as long as Keystone's receipt lives.
   */
  signIn: call.input(z.object({ cloudId, secret, passcode, isKept: z.boolean() })).output(cloud),
  /** Revokes the token. */
  signOut: call.input(z.object({ cloudId })).output(cloud),
  /** Gets another token now. Throws FACTOR_NEEDED or SECRET_NEEDED where that takes something typed. */
  renew: call.input(z.object({ cloudId })).output(cloud),
  /**
   * Gets another token, then ends the one that was in use: whatever it was copied into stops working. Throws as `renew`
   * does, and what refuses the revocation.
   */
  revoke: call.input(z.object({ cloudId })).output(cloud),
  /** The catalog of the token. */
  services: call.input(z.object({ cloudId })).output(z.array(catalogService)),
  projects: call.input(z.object({ cloudId })).output(z.array(project)),
  /** Domains and the system; none where Keystone is too old to tell. */
  otherScopes: call.input(z.object({ cloudId })).output(otherScopes),
  switchScope: call.input(z.object({ cloudId, scope: scopeTarget })).output(cloud),
  switchRegion: call
    .input(z.object({ cloudId, regionName: z.string().min(1), interface: endpointInterface }))
    .output(cloud),
  /** The only call that answers with a token. The page asks when "reveal" is pressed and at no other time. */
  revealToken: call.input(z.object({ cloudId })).output(z.object({ token: z.string() })),
  /** Starts the built-in cloud if it is not running, and signs in to it. */
  startSandbox: call.output(cloud),
}
