import type { Image } from './image.ts'
import type { ActionRuling, Viewer } from './image-action.ts'
import type { BulkOperation } from './image-operation.ts'
import type { ImageCapabilities } from './image-service.ts'
import { rulingForOperation } from './operation-ruling.ts'

/** What a bulk run would do, before anything is sent. */
export interface BulkPlan {
  readonly items: readonly BulkPlanItem[]
  /** Ids of the images it would be done to, each once, in the order given. */
  readonly imageIds: readonly string[]
}

export interface BulkPlanItem {
  readonly image: Image
  readonly ruling: ActionRuling
}

/** Images that a rule keeps out stay in the plan with the rule, so that nothing is left out silently. */
export function planBulk(
  operation: BulkOperation,
  images: readonly Image[],
  viewer: Viewer,
  service: ImageCapabilities | null = null,
): BulkPlan {
  const once = [...new Map(images.map((image) => [image.id, image])).values()]
  const items = once.map((image) => ({
    image,
    ruling: rulingForOperation(operation, image, viewer, service),
  }))
  return { items, imageIds: items.filter(({ ruling }) => ruling.isAllowed).map(({ image }) => image.id) }
}
