import * as z from 'zod'

export const memberStatus = z.enum(['pending', 'accepted', 'rejected'])
export type MemberStatus = z.infer<typeof memberStatus>

/** A project that an image is shared with. It can use the image at once; the status only decides about its lists. */
export const imageMember = z.object({
  projectId: z.string().min(1),
  status: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
})
export type ImageMember = z.infer<typeof imageMember>
