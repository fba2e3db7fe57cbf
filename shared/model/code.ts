import * as z from 'zod'

export const codeTargetId = z.enum([
  'curl',
  'wget',
  'openstack',
  'python-requests',
  'python-openstacksdk',
  'node-fetch',
  'go',
  'java',
  'php',
  'powershell',
  'ruby',
])
export type CodeTargetId = z.infer<typeof codeTargetId>

/** What a request can be written as. */
export const codeTarget = z.object({
  id: codeTargetId,
  title: z.string(),
  /** For the one who colours it. */
  language: z.enum(['shell', 'python', 'javascript', 'go', 'java', 'php', 'powershell', 'ruby']),
})
export type CodeTarget = z.infer<typeof codeTarget>

/** Something of a request that the code has otherwise, or not at all. */
export const codeRemark = z.object({
  code: z.enum([
    /** A value that the code takes from this variable of its environment. */
    'from-environment',
    /** The same; it holds `user:password` in base64. */
    'basic-from-environment',
    'auth-left-out',
    'body-left-out',
    'header-left-out',
    'setting-left-out',
    /** The whole file goes through memory there. */
    'file-in-memory',
    /** No command, or no call, that does just this is known: there is no code. */
    'call-unknown',
  ]),
  detail: z.string(),
})
export type CodeRemark = z.infer<typeof codeRemark>

export const writtenCode = z.object({
  code: z.string(),
  language: codeTarget.shape.language,
  remarks: z.array(codeRemark),
})
export type WrittenCode = z.infer<typeof writtenCode>
