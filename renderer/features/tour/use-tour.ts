import { useLocalStorage } from '@mantine/hooks'

import { type TourCall, tourCalls } from './tour-calls.ts'

/** Where somebody is in the tour. Kept by the browser, so that the tour goes on after a reload or a restart. */
export interface TourPlace {
  /** Null until it is begun. */
  readonly cloudId: string | null
  readonly step: number
  /** When this step was first seen: what was made before is not its call. */
  readonly sinceMs: number
  readonly imageId: string | null
  /** The exchange that did each call. */
  readonly done: Readonly<Partial<Record<TourCall, string>>>
}

const nowhere: TourPlace = { cloudId: null, step: 0, sinceMs: 0, imageId: null, done: {} }

export interface Tour extends TourPlace {
  begin(cloudId: string): void
  goTo(step: number): void
  finishCall(call: TourCall, exchangeId: string, imageId: string | null): void
  /** Goes back to the first step, or, when no image of the tour is left, to the choice of a cloud. */
  startOver(): void
  forget(): void
}

export function useTour(): Tour {
  const [place, keep] = useLocalStorage<TourPlace>({
    key: 'arclight.tour',
    defaultValue: nowhere,
    getInitialValueInEffect: false,
    deserialize: read,
  })

  return {
    ...place,
    begin: (cloudId) => keep({ ...nowhere, cloudId, sinceMs: Date.now() }),
    goTo: (step) => keep((before) => ({ ...before, step, sinceMs: Date.now() })),
    finishCall: (call, exchangeId, imageId) =>
      keep((before) => ({ ...before, imageId, done: { ...before.done, [call]: exchangeId } })),
    startOver: () => keep(startedOver),
    forget: () => keep(nowhere),
  }
}

/** The cloud has the tour's image now: making another one would leave it there. */
export function hasImage({ imageId, done }: TourPlace): boolean {
  return imageId !== null && done.delete === undefined
}

function startedOver(before: TourPlace): TourPlace {
  if (!hasImage(before)) return nowhere
  const { cloudId, imageId, done } = before
  return {
    ...nowhere,
    cloudId,
    imageId,
    sinceMs: Date.now(),
    done: done.create === undefined ? {} : { create: done.create },
  }
}

/** What another version kept, or anybody typed into the browser's store, begins the tour anew. */
function read(text: string | undefined): TourPlace {
  try {
    const kept = JSON.parse(text ?? 'null') as TourPlace | null
    return kept && isPlace(kept) ? kept : nowhere
  } catch {
    return nowhere
  }
}

function isPlace({ cloudId, step, sinceMs, imageId, done }: TourPlace): boolean {
  const isStep = Number.isInteger(step) && step >= 0 && step < tourCalls.length
  return (
    isText(cloudId) && isText(imageId) && isStep && typeof sinceMs === 'number' && typeof done === 'object'
  )
}

function isText(value: unknown): boolean {
  return value === null || typeof value === 'string'
}
