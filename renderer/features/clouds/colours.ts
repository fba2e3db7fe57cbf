import { type Cloud, type CloudColour, cloudColour } from '../../../shared/model/cloud.ts'

/** The first colour that no cloud has, so that two clouds are not taken for each other. */
export function nextColour(clouds: readonly Cloud[]): CloudColour {
  const taken = new Set(clouds.map((cloud) => cloud.settings.colour))
  return cloudColour.options.find((colour) => !taken.has(colour)) ?? 'teal'
}
